using PolicyLayer.TestKit.Limits;

namespace PolicyLayer.Core.Tests.Limits;

/// <summary>The counters of a small policy by their definition, each for whom its scope says.</summary>
/// <param name="max">The maximum of the sliding and the fixed window at first.</param>
internal sealed class ReferenceCounters(long max)
{
    internal const string Sliding = "s";
    internal const string Fixed = "f";
    internal const string Bucket = "b";
    internal const string RateLimit = "rate_limit";

    /// <summary>The tools, each with its limits in the order of the document.</summary>
    internal static readonly (string Name, string[] Limits)[] Tools =
    [
        ("s", [Sliding]), ("fs", [Fixed, Sliding]), ("sb", [Sliding, Bucket]), ("bfs", [Bucket, Fixed, Sliding]), ("f", [Fixed]),
        ("r", [Sliding, RateLimit]), ("b", [Bucket]),
    ];

    private const int BucketMax = 3;
    private const int BucketBurst = 5;
    private const int RateLimitMax = 2;
    private const int SlidingWindow = 7;
    private const int FixedWindow = 11;
    private const int BucketWindow = 5;
    private const int RateLimitWindow = 3;

    private readonly Dictionary<(string Counter, string? Grant, string? Session), IReferenceLimit> _limits = [];
    private long _max = max;

    internal static string PolicyOf(long max)
    {
        string Use(string counter) => counter switch
        {
            Sliding => $$"""{ "counter": "s", "window": {{SlidingWindow}}, "max": {{max}} }""",
            Fixed => $$"""
                { "counter": "f", "window": {{FixedWindow}}, "max": {{max}}, "scope": "server", "algorithm": "fixed_window",
                  {{Meter.ByArgument}} }
                """,
            _ => $$"""
                { "counter": "b", "window": {{BucketWindow}}, "max": {{BucketMax}}, "burst": {{BucketBurst}}, "scope": "session",
                  "algorithm": "token_bucket", {{Meter.ByArgument}} }
                """,
        };
        var tools = Tools.Select(tool =>
        {
            var limits = string.Join(", ", tool.Limits.Where(limit => limit != RateLimit).Select(Use));
            var rate = tool.Limits.Contains(RateLimit)
                ? $$""", "rate_limit": { "max": {{RateLimitMax}}, "window": {{RateLimitWindow}} }""" : "";
            return $$""" "{{tool.Name}}": { "limits": [{{limits}}]{{rate}} } """;
        });
        return $"{{ {string.Join(", ", tools)} }}";
    }

    internal static long CostOf(string counter, long cost) => counter is Fixed or Bucket ? cost : 1;

    internal IReferenceLimit Find(string counter, in CallerContext caller)
    {
        var key = counter switch
        {
            Fixed => (counter, null, null),
            Sliding => (counter, caller.Grant, null),
            _ => (counter, caller.Grant, caller.Session),
        };
        if (!_limits.TryGetValue(key, out var limit))
            _limits.Add(key, limit = Create(counter));
        return limit;
    }

    internal void Reload(long time, long max)
    {
        _max = max;
        foreach (var ((counter, _, _), limit) in _limits)
        {
            if (counter is Sliding or Fixed)
                limit.Reload(time, max, max);
        }
    }

    /// <summary>How many counters would have to live so that a call could be charged to some of them.</summary>
    internal int LiveWith(IReadOnlyCollection<IReferenceLimit> charged, long time, long utc) =>
        _limits.Values.Where(limit => limit.Read(time, utc, cost: 0).Reset > 0).Union(charged).Count();

    private IReferenceLimit Create(string counter) => counter switch
    {
        Sliding => new ReferenceSlidingWindow(SlidingWindow * TimeSpan.TicksPerSecond, _max),
        Fixed => new ReferenceFixedWindow(FixedWindow * TimeSpan.TicksPerSecond, _max),
        Bucket => new ReferenceTokenBucket(BucketWindow * TimeSpan.TicksPerSecond, BucketMax, BucketBurst),
        _ => new ReferenceSlidingWindow(RateLimitWindow * TimeSpan.TicksPerSecond, RateLimitMax),
    };
}
