using System.Text.Json;
using PolicyLayer.Benchmarks.Workloads;

namespace PolicyLayer.Benchmarks.Soak;

/// <summary>One limit under load, and what must be true of it.</summary>
/// <param name="Name">What is tried.</param>
/// <param name="Limit">The limit.</param>
/// <param name="AdmissionsPerSecond">About how many calls it has room for.</param>
/// <param name="MaxCost">Calls cost 1 to this.</param>
/// <param name="Audits">What must be true.</param>
internal sealed record SoakScenario(string Name, string Limit, double AdmissionsPerSecond, int MaxCost, params IAudit[] Audits)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Whether an admission counts at the very time that its decision was given.</summary>
    internal bool IsExact { get; private init; }

    /// <summary>Whether the limit runs on the wall clock.</summary>
    internal bool IsCalendar { get; private init; }

    internal static IEnumerable<SoakScenario> All() => [Slots(), Segments(), FixedWindow(), TokenBucket()];

    internal static SoakScenario Slots() => new(
        "sliding window of 30",
        SampleLimits.Sliding(),
        AdmissionsPerSecond: 30,
        MaxCost: 1,
        new IntervalAudit(Second, 30))
    { IsExact = true };

    private static SoakScenario Segments() => new(
        "sliding window of 6000, costs 1 to 9",
        """{ "counter": "charges", "window": "minute", "max": 6000, "increment_from": "args.amount" }""",
        AdmissionsPerSecond: 20,
        MaxCost: 9,
        new IntervalAudit(Minute, 6_000));

    private static SoakScenario FixedWindow() => new(
        "fixed window of 30",
        """{ "counter": "charges", "window": "second", "max": 30, "algorithm": "fixed_window" }""",
        AdmissionsPerSecond: 30,
        MaxCost: 1,
        new CalendarAudit(Second, 30))
    { IsCalendar = true };

    private static SoakScenario TokenBucket() => new(
        "token bucket of 2, 30 a second",
        """{ "counter": "charges", "window": "second", "max": 30, "burst": 2, "algorithm": "token_bucket" }""",
        AdmissionsPerSecond: 30,
        MaxCost: 1,
        new IntervalAudit(Second, 2 + 30),
        new IntervalAudit(Second / 10, 2 + 3),

        // A charge that was lost now and then would hide behind the burst in a short interval; in a long one they add up.
        new IntervalAudit(Minute, 2 + 60 * 30));

    /// <summary>The arguments of a call, by its cost less 1.</summary>
    internal JsonElement[] ArgumentsByCost() =>
        [.. Enumerable.Range(1, MaxCost).Select(static cost => JsonElement.Parse($$"""{ "amount": {{cost}} }"""))];
}
