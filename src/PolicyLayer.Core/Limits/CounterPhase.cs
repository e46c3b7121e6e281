namespace PolicyLayer.Core.Limits;

/// <summary>How far the life of a <see cref="Counter"/> is.</summary>
internal enum CounterPhase
{
    /// <summary>It may stand in the table already; whoever finds it opens it.</summary>
    New,

    /// <summary>It can be charged.</summary>
    Open,

    /// <summary>One thread seals it, to free it or to put a successor in its place.</summary>
    InHand,

    /// <summary>It is freed, or its successor stands in its place. Whoever finds it in the table takes it out.</summary>
    Gone,
}
