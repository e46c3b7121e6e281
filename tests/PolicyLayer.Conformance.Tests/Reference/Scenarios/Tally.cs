namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Counts what was compared, so that a run can say what it was worth.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int> _codes = new(StringComparer.Ordinal);

    internal int Calls { get; private set; }

    /// <summary>Scenarios whose policies were no policies.</summary>
    internal int Invalid { get; private set; }

    internal IReadOnlyDictionary<string, int> Codes => _codes;

    internal void Count(ExpectedDecision decision)
    {
        Calls++;
        var code = (decision.Shadow ?? decision).Code;
        _codes[code] = _codes.GetValueOrDefault(code) + 1;
    }

    internal void CountInvalid() => Invalid++;

    public override string ToString() =>
        $"{Calls} calls, {Invalid} invalid scenarios; {string.Join(", ", _codes.Select(static one => $"{one.Value} {one.Key}"))}";
}
