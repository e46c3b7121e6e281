namespace PolicyLayer.Gateway.Explain;

/// <summary>An event as the file of events holds it, as far as it is explained.</summary>
internal sealed record RecordedEvent(
    string Id,
    DateTimeOffset Time,
    string? Server,
    string? Grant,
    string? Session,
    string Tool,
    IReadOnlyList<string> ArgumentKeys,
    int ArgumentCount,
    RecordedPolicy? Policy,
    RecordedDecision Decision,
    IReadOnlyList<RuleLine>? Rules,
    IReadOnlyList<RuleLine>? Approvals,
    IReadOnlyList<LimitLine>? Limits)
{
    /// <summary>What became of asking a person; <see langword="null"/> if nobody had to be asked, or if it was not recorded.</summary>
    public RecordedApproval? Approval { get; init; }

    /// <summary>Whether no list has a hole: a reader of JSON puts <c>null</c> into lists of anything.</summary>
    internal bool IsWhole => !ArgumentKeys.Contains(null!)
        && AreWhole(Rules) && AreWhole(Approvals) && Limits?.Contains(null!) is not true;

    private static bool AreWhole(IReadOnlyList<RuleLine>? rules) =>
        rules is null || rules.All(rule => rule is not null && !rule.Conditions.Contains(null!));
}
