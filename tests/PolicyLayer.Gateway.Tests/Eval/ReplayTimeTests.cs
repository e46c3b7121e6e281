using System.Text.Json;

namespace PolicyLayer.Gateway.Tests.Eval;

public class ReplayTimeTests
{
    private const int Allowed = 0;

    /// <summary>Calls of a tool that is allowed once a minute, and how long each has to wait.</summary>
    public static TheoryData<string, string[], int[]> Replays => new()
    {
        {
            "a window ends exactly when it should",
            ["""{"tool":"t","at":1000}""", """{"tool":"t","at":1059.999}""", """{"tool":"t","at":1060}"""],
            [Allowed, 1, Allowed]
        },
        {
            "parts of a millisecond are rounded up",
            ["""{"tool":"t","at":1000}""", """{"tool":"t","at":1059.9989999}""", """{"tool":"t","at":1059.9999999}"""],
            [Allowed, 2, 1]
        },
        {
            "both forms of time are one",
            [
                """{"tool":"t","at":"2026-01-01T00:00:00Z"}""", """{"tool":"t","at":1767225630.5}""",
                """{"tool":"t","at":"2026-01-01T01:01:00+01:00"}""",
            ],
            [Allowed, 29_500, Allowed]
        },
        {
            "calls before the first time happen at that time",
            ["""{"tool":"t"}""", """{"tool":"t"}""", """{"tool":"t","at":1000}""", """{"tool":"t","at":1060}"""],
            [Allowed, 60_000, 60_000, Allowed]
        },
        {
            "a call without a time happens at the last one",
            ["""{"tool":"t","at":1000}""", """{"tool":"t","at":1030}""", """{"tool":"t"}""", """{"tool":"t","at":null}"""],
            [Allowed, 30_000, 30_000, 30_000]
        },
        {
            "limits stand still until a step back is made up for",
            [
                """{"tool":"t","at":1000}""", """{"tool":"t","at":1010}""", """{"tool":"t","at":500}""",
                """{"tool":"t","at":900}""", """{"tool":"t","at":1010}""", """{"tool":"t","at":1020}""",
                """{"tool":"t","at":1060}""",
            ],
            [Allowed, 50_000, 50_000, 50_000, 50_000, 40_000, Allowed]
        },
        {
            "times before the epoch are times",
            ["""{"tool":"t","at":-100}""", """{"tool":"t","at":-70}""", """{"tool":"t","at":-40}"""],
            [Allowed, 30_000, Allowed]
        },
        {
            "a year forward breaks nothing",
            [
                """{"tool":"t","at":"2026-01-01T00:00:00Z"}""", """{"tool":"t","at":"2027-01-01T00:00:00Z"}""",
                """{"tool":"t"}""",
            ],
            [Allowed, Allowed, 60_000]
        },
    };

    [Theory]
    [MemberData(nameof(Replays))]
    public async Task Time_is_virtual_as_soon_as_any_call_has_one(string rule, string[] calls, int[] waits)
    {
        var run = await CommandRunner.EvalAsync(EvalPolicies.OncePerMinute, calls);

        Assert.True(waits.SequenceEqual(run.Decisions.Select(RetryAfter)), $"{rule}: {run.Output}");
    }

    [Fact]
    public async Task The_time_of_a_malformed_call_counts_if_it_can_be_read()
    {
        var run = await CommandRunner.EvalAsync(
            EvalPolicies.OncePerMinute,
            """{"tool":5,"at":1000}""",
            """{"tool":"t"}""",
            """{"tool":5,"at":1030}""",
            """{"tool":"t"}""",
            """{"at":1060,"at":1060}""",
            """{"tool":"t"}""",
            """{"tool":"t","at":1060}""");

        Assert.Equal([0, 0, 0, 30_000, 0, 30_000, 0], run.Decisions.Select(RetryAfter));
        Assert.Equal("invalid_call allowed invalid_call rate_limited invalid_call rate_limited allowed", run.Codes);
    }

    [Fact]
    public async Task Time_is_real_where_no_call_has_one()
    {
        var run = await CommandRunner.EvalAsync(EvalPolicies.OncePerMinute, """{"tool":"t"}""", """{"tool":"t"}""");

        Assert.InRange(RetryAfter(run.Decisions[1]), 1, 60_000);
    }

    private static int RetryAfter(JsonElement decision) =>
        decision.GetProperty("retry_after_ms") is { ValueKind: JsonValueKind.Number } wait ? wait.GetInt32() : Allowed;
}
