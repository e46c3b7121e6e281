using System.Globalization;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>What all uses of a counter agree on, as JSON text and in numbers.</summary>
internal sealed record CounterShape(string Window, string Algorithm, string Scope, long Max, long? Burst)
{
    internal long Capacity => Burst ?? Max;

    internal string Json => $"\"window\":{Window},\"max\":{Max},\"scope\":\"{Scope}\",\"algorithm\":\"{Algorithm}\"{BurstJson}";

    private string BurstJson => Burst is null ? "" : $",\"burst\":{Burst}";

    internal long Ticks => TimeSpan.TicksPerSecond * Window switch
    {
        "\"second\"" => 1,
        "\"minute\"" => 60,
        "\"hour\"" => 3600,
        "\"day\"" => 86400,
        _ => long.Parse(Window, CultureInfo.InvariantCulture),
    };
}
