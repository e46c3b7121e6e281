using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Refuses the parts of the format that this version does not build yet: none of them is ever ignored.</summary>
internal static class SupportedFeatures
{
    private const int MaxSlidingWindow = 128;

    internal static void Run(PolicyDocument document, ShapeReport shape, DiagnosticBag problems)
    {
        foreach (var limit in document.Limits)
            Check(limit, shape, problems);
        foreach (var rateLimit in document.RateLimits)
            CheckMax(rateLimit, shape, problems);
    }

    private static void Check(LimitDocument limit, ShapeReport shape, DiagnosticBag problems)
    {
        RefuseKeys(limit.Node, ["burst", "increment", "increment_from", "refund"], problems);
        if (limit.Node.Member("algorithm") is { StringValue: "fixed_window" or "token_bucket" } algorithm)
            Refuse(algorithm, problems);
        else
            CheckMax(limit, shape, problems);
    }

    private static void CheckMax(LimitDocument limit, ShapeReport shape, DiagnosticBag problems)
    {
        if (limit.Max is not { } max || shape.IsFaulty(max))
            return;

        if (DocumentNumber.TryReadWhole(max, out var most) && most > MaxSlidingWindow)
        {
            problems.AtValue(
                DiagnosticCodes.NotSupported, max, Message($"A sliding window with a max above {MaxSlidingWindow}"));
        }
    }

    private static void RefuseKeys(DocumentNode holder, ReadOnlySpan<string> keys, DiagnosticBag problems)
    {
        foreach (var key in keys)
        {
            if (holder.Member(key) is { } member)
                problems.AtKey(DiagnosticCodes.NotSupported, member, Message($"\"{key}\""));
        }
    }

    private static void Refuse(DocumentNode value, DiagnosticBag problems) =>
        problems.AtValue(DiagnosticCodes.NotSupported, value, Message(Excerpt.Of(value)));

    private static string Message(string feature) =>
        $"{feature} is part of format version 1 but not supported by this version yet.";
}
