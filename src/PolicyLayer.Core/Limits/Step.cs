namespace PolicyLayer.Core.Limits;

/// <summary>The moments that <see cref="Interleaving"/> marks.</summary>
internal enum Step
{
    /// <summary>A word was read that has room, and is not exchanged yet.</summary>
    RoomFound,

    /// <summary>A compare-exchange was lost to another thread.</summary>
    ExchangeLost,

    /// <summary>A segment ring's total was raised, and the amount is in no segment yet.</summary>
    TotalRaised,

    /// <summary>A segment that expired was emptied, and the total is not lowered yet.</summary>
    SegmentEmptied,

    /// <summary>The head of a ring was read, and nothing is added to it yet.</summary>
    HeadRead,

    /// <summary>All limits of a call were found and have room; none is charged yet.</summary>
    AllHaveRoom,

    /// <summary>One of several limits of a call was charged.</summary>
    OneCharged,

    /// <summary>One of several limits of a call refused, and those charged before are not given back yet.</summary>
    OneRefused,

    /// <summary>A counter was found, and is not charged yet.</summary>
    CounterFound,

    /// <summary>A counter was found missing, and is not made yet.</summary>
    CounterMissing,

    /// <summary>A counter is in the table, and not open yet.</summary>
    CounterAdded,

    /// <summary>A closed counter is about to be freed.</summary>
    CounterFoundClosed,

    /// <summary>A counter is sealed, and still in the table.</summary>
    CounterSealed,

    /// <summary>A calendar window was found to be over, and the counter is not moved on yet.</summary>
    WindowFound,

    /// <summary>What a charge left to give back was worked out, and is not given back yet.</summary>
    ReleaseFound,

    /// <summary>A table's place was found for a node.</summary>
    TablePlaceFound,

    /// <summary>A table's node was found that is to be exchanged.</summary>
    TableNodeFound,

    /// <summary>A table's node was marked as moving.</summary>
    TableNodeMarked,

    /// <summary>A table's node stands in the next places, and is still marked as moving.</summary>
    TableNodeBroughtOver,
}
