namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Counts what was compared, so that a run can say what it was worth.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _events = new(StringComparer.Ordinal);

    internal int Scenarios { get; private set; }

    internal int Calls { get; private set; }

    /// <summary>Scenarios whose policies were no policies.</summary>
    internal int Invalid { get; private set; }

    /// <summary>Whether hardly any scenario was invalid: what was not compared is no agreement.</summary>
    internal bool IsWorthIt => Invalid <= 1 + (Scenarios / 20);

    internal IReadOnlyDictionary<string, int> Codes => _codes;

    /// <summary>What else was met, and how often.</summary>
    internal IReadOnlyDictionary<string, int> Events => _events;

    internal void Count(ExpectedDecision decision)
    {
        Calls++;
        Count(_codes, (decision.Shadow ?? decision).Code);
    }

    internal void Count(string met) => Count(_events, met);

    internal void CountScenario(bool isValid)
    {
        Scenarios++;
        if (!isValid)
            Invalid++;
    }

    public override string ToString() =>
        $"{Calls} calls, {Invalid} of {Scenarios} scenarios invalid; "
            + string.Join(", ", _codes.Concat(_events).Select(static one => $"{one.Value} {one.Key}"));

    private static void Count(SortedDictionary<string, int> counts, string one) => counts[one] = counts.GetValueOrDefault(one) + 1;
}
