using System.Text.Json.Serialization;

namespace PolicyLayer.Benchmarks.Short;

/// <summary>What was measured of one case, and of the peer beside it.</summary>
internal sealed record CaseResult(
    string Row,
    string Case,
    double NsMin,
    double NsMedian,
    double Bytes,
    string? Peer = null,
    double? PeerNsMin = null,
    double? PeerBytes = null)
{
    internal CaseResult(string row, string name, Measurement measured)
        : this(row, name, Round(measured.Min), Round(measured.Median), Round(measured.Bytes))
    {
    }

    /// <summary>The target in words; empty if there is none.</summary>
    [JsonIgnore]
    internal string Target { get; private init; } = "";

    /// <summary>Whether it was met, or by how much it was missed.</summary>
    [JsonIgnore]
    internal string Verdict { get; private init; } = "";

    internal CaseResult Beside(string peer, Measurement measured) =>
        this with { Peer = peer, PeerNsMin = Round(measured.Min), PeerBytes = Round(measured.Bytes) };

    /// <summary>Holds the case to its target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="clock">What a look at the clock takes, if the row has measured that.</param>
    /// <param name="smallest">What the same case takes with the smallest parameter.</param>
    internal CaseResult Judge(TargetAttribute target, double clock = 0, double smallest = 0)
    {
        var (most, words) = target switch
        {
            { OverPeer: true } => (PeerNsMin!.Value + target.MaxNanoseconds, $"peer + {target.MaxNanoseconds:N0}, "),
            { OverClock: true } => (clock + target.MaxNanoseconds, $"clock + {target.MaxNanoseconds:N0}, "),
            { TimesSmallest: > 0 } => (target.TimesSmallest * smallest, $"{target.TimesSmallest} × smallest, "),
            _ => (target.MaxNanoseconds, double.IsFinite(target.MaxNanoseconds) ? $"{target.MaxNanoseconds:N0}, " : ""),
        };
        words += double.IsFinite(target.MaxBytes) ? $"{target.MaxBytes:N0} B" : "any B";

        string?[] misses = [MissOf(NsMin, most, ""), MissOf(Bytes, target.MaxBytes + (target.OverPeer ? PeerBytes!.Value : 0), " B")];
        var missed = string.Join(", ", misses.OfType<string>());
        return this with { Target = words, Verdict = missed.Length == 0 ? "met" : $"missed by {missed}" };
    }

    private static double Round(double value) => Math.Round(value, 2);

    private static string? MissOf(double value, double most, string unit) => value <= most ? null
        : most > 0 ? $"{value - most:N1}{unit} ({value / most:N1} ×)"
        : $"{value:N1}{unit}";
}
