namespace PolicyLayer.Gateway.Explain;

/// <summary>A decision as people look at it: what was judged, also where shadow mode allows the call, sorted by steps.</summary>
/// <param name="Tool">The tool's name.</param>
/// <param name="IsShadow">Whether shadow mode allows the call whatever was judged.</param>
/// <param name="Outcome">What was judged, as the word for it.</param>
/// <param name="Code">Why.</param>
/// <param name="Rule">What decided.</param>
/// <param name="Message">What the agent is told.</param>
/// <param name="Rules">The rules that can deny.</param>
/// <param name="Approvals">The rules that can ask a person.</param>
/// <param name="Limits">The limits.</param>
internal sealed record TraceView(
    string Tool,
    bool IsShadow,
    string Outcome,
    string Code,
    string Rule,
    string Message,
    IReadOnlyList<RuleLine> Rules,
    IReadOnlyList<RuleLine> Approvals,
    IReadOnlyList<LimitLine> Limits)
{
    /// <summary>Where the decision comes from, a line each: nothing for a call that was just tried.</summary>
    internal IReadOnlyList<string> Origin { get; init; } = [];

    internal int? Step { get; } = OrderStep.Of(Code);

    internal IReadOnlyList<RuleLine> RulesOf(int step) => step switch
    {
        OrderStep.Rules => Rules,
        OrderStep.Approval => Approvals,
        _ => [],
    };

    internal IReadOnlyList<LimitLine> LimitsOf(int step) => step == OrderStep.Limits ? Limits : [];
}
