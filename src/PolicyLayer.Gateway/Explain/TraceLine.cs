using System.Globalization;
using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Explain;

/// <summary>One line of a trace for people: what was asked, and a note on what was found.</summary>
internal static class TraceLine
{
    private const int MaxValueLength = 200;

    internal static string Of(ConditionLine condition) => $"{condition.Path} {condition.Op}";

    internal static string Note(ConditionLine condition)
    {
        string?[] parts =
        [
            condition.Type,
            TraceWords.Explain(condition.Why),
            Elements(condition),
            condition.Value is { } value ? $"value {Shorten(value)}" : null,
        ];
        return Join(parts);
    }

    /// <summary>What a limit says to the call, in a word.</summary>
    internal static string Result(LimitLine limit, TraceView view) =>
        limit.Result != TraceWords.Result(Judgement.Holds) ? Result(limit.Result)
        : limit.Rule == view.Rule ? "refuses"
        : limit.Remaining is null ? "not asked"
        : "has room";

    internal static string Result(string result) => result.Replace('_', ' ');

    internal static string Note(LimitLine limit, TraceView view)
    {
        string?[] parts =
        [
            Cost(limit),
            limit.CostType,
            TraceWords.Explain(limit.Why),
            limit.Result == TraceWords.Result(Judgement.Fails) ? WhyNotCharged(limit, view) : null,
            limit.Remaining is { } remaining ? Format($"{remaining} of {limit.Capacity} left") : null,
        ];
        return Join(parts) + (limit.Rule == view.Rule ? "  <- stops the call" : "");
    }

    private static string Cost(LimitLine limit) =>
        limit.Cost is { } cost ? Format($"costs {cost}") : limit.CostFrom is { } path ? $"costs {path}" : "";

    private static string WhyNotCharged(LimitLine limit, TraceView view) => view.Code == DecisionCodes.CostExceedsLimit
        ? Format($"more than the budget of {limit.Capacity} ever holds")
        : "a cost is a whole number from 0 to 10^12";

    private static string? Elements(ConditionLine condition)
    {
        if (condition.Elements is not { } count)
            return null;

        var looked = Format($"{count} element{(count == 1 ? "" : "s")} looked at");
        return condition.DecidingElement is { Count: > 0 } place ? $"{looked}, decided by [{string.Join("][", place)}]" : looked;
    }

    private static string Shorten(string value) =>
        value.Length <= MaxValueLength ? value : string.Concat(value.AsSpan(0, MaxValueLength), "…");

    private static string Join(IEnumerable<string?> parts)
    {
        var known = string.Join("; ", parts.Where(static part => !string.IsNullOrEmpty(part)));
        return known.Length == 0 ? "" : $"({known})";
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
