using System.Text.Json;

namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>One use of a counter.</summary>
internal sealed class Limit
{
    private const long MostCost = 1_000_000_000_000;

    private readonly long _increment;
    private readonly ValuePath? _incrementFrom;

    internal Limit(JsonElement document, string owner, string? rateLimitOf = null)
    {
        RateLimitOf = rateLimitOf;
        Counter = rateLimitOf is null ? document.GetProperty("counter").GetString()! : "rate_limit";
        Pointer = rateLimitOf is null ? $"{owner}/limits/{PolicyText.Escape(Counter)}" : $"{owner}/rate_limit";
        Scope = rateLimitOf is null ? PolicyText.Optional(document, "scope") ?? "grant" : "session";
        Refund = PolicyText.Optional(document, "refund") ?? "not_dispatched";
        OnDeny = PolicyText.Optional(document, "on_deny");
        Algorithm = PolicyText.Optional(document, "algorithm") ?? "sliding_window";
        Window = TimeSpan.TicksPerSecond * Seconds(document.GetProperty("window"));
        Max = Whole(document, "max", 0);
        Burst = Whole(document, "burst", Max);
        _increment = Whole(document, "increment", 1);
        _incrementFrom = PolicyText.Optional(document, "increment_from") is { } path ? new(path) : null;
    }

    internal string Counter { get; }

    /// <summary>The tool whose private <c>rate_limit</c> this is.</summary>
    internal string? RateLimitOf { get; }

    internal string Pointer { get; }

    internal string Scope { get; }

    internal string Refund { get; }

    internal string? OnDeny { get; }

    internal string Algorithm { get; }

    /// <summary>The window in ticks.</summary>
    internal long Window { get; }

    internal long Max { get; }

    internal long Burst { get; }

    /// <summary>Whether a sliding window has to be exact: if all uses of its counter cost 1, and it holds at most 128.</summary>
    internal bool IsExact { get; set; }

    internal bool CostsOne => _incrementFrom is null && _increment == 1;

    /// <summary>What a call costs, or why it cannot be charged.</summary>
    internal Verdict? FindCost(Call call, out long cost)
    {
        cost = _increment;
        if (_incrementFrom is not null)
        {
            if (Argument(_incrementFrom, call) is not { } argument)
                return Verdict.Deny("cost_invalid", Pointer, OnDeny);
            cost = argument;
        }

        return cost > Burst ? Verdict.Deny("cost_exceeds_limit", Pointer, OnDeny) : null;
    }

    private static long? Argument(ValuePath path, Call call)
    {
        JsonElement? value = path.RootOf(call);
        foreach (var step in path.Steps)
            value = value is { } found ? ValuePath.Take(found, step) : null;
        if (value is not { ValueKind: JsonValueKind.Number } number || ExactValue.Read(number.GetRawText()) is not { } exact)
            return null;

        var isCost = exact >= 0 && exact <= MostCost * ExactValue.One && exact % ExactValue.One == 0;
        return isCost ? (long)(exact / ExactValue.One) : null;
    }

    private static long Seconds(JsonElement window) => window.ValueKind == JsonValueKind.Number
        ? WholeOf(window)
        : window.GetString() switch
        {
            "second" => 1,
            "minute" => 60,
            "hour" => 3600,
            _ => 86400,
        };

    private static long Whole(JsonElement owner, string key, long otherwise) =>
        owner.TryGetProperty(key, out var value) ? WholeOf(value) : otherwise;

    private static long WholeOf(JsonElement number) => (long)(ExactValue.Read(number.GetRawText())!.Value / ExactValue.One);
}
