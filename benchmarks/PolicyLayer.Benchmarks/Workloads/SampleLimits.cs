namespace PolicyLayer.Benchmarks.Workloads;

/// <summary>The limits that are measured.</summary>
internal static class SampleLimits
{
    /// <summary>A sliding window that keeps each admission.</summary>
    internal static string Sliding(string window = "second", int max = 30, string counter = "charges") =>
        $$"""{ "counter": "{{counter}}", "window": "{{window}}", "max": {{max}}, "scope": "grant" }""";

    /// <summary>A sliding window too large to keep each admission. It never fills.</summary>
    internal const string Segments = """{ "counter": "charges", "window": "day", "max": 1000000000 }""";

    /// <summary>A calendar window that never fills.</summary>
    internal const string Fixed =
        """{ "counter": "charges", "window": "hour", "max": 1000000000, "algorithm": "fixed_window" }""";

    /// <summary>A bucket that is never empty.</summary>
    internal const string Bucket =
        """{ "counter": "charges", "window": "second", "max": 1000000000, "algorithm": "token_bucket" }""";

    /// <summary>A bucket that takes its time to fill, so that its counter stays alive.</summary>
    internal const string SlowBucket = """{ "counter": "charges", "window": "day", "max": 30, "algorithm": "token_bucket" }""";
}
