using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks the numbers of a limit: that they belong together, and that they can be counted exactly.</summary>
internal static class BudgetCheck
{
    internal static void Run(LimitDocument limit, ShapeReport shape, DiagnosticBag problems)
    {
        if (limit.Burst is { } burst && LimitWords.Algorithm(limit.Algorithm) is { } algorithm and not LimitAlgorithm.TokenBucket)
        {
            problems.AtKey(
                DiagnosticCodes.BurstWithoutBucket, burst,
                $"Expected \"burst\" only beside the algorithm \"token_bucket\", found it beside \"{LimitWords.WordOf(algorithm)}\".",
                "Leave it out, or make the limit a token bucket.");
        }

        DocumentNode?[] numbers = [limit.Max, limit.Window, limit.Burst];
        var isShaped = !numbers.OfType<DocumentNode>().Any(shape.IsFaulty);
        if (isShaped && BudgetReader.Read(limit) is { } budget && !BudgetReader.IsExact(budget))
        {
            problems.AtValue(
                DiagnosticCodes.InexactBudget, limit.Max!,
                $"Expected a budget that a \"{LimitWords.WordOf(budget.Algorithm)}\" of this window can count exactly, "
                + $"found {Excerpt.Of(limit.Max!)}.",
                budget.Algorithm == LimitAlgorithm.TokenBucket
                    ? "Choose a smaller or rounder number, so that it shares factors with the window."
                    : "Choose a smaller number, or a longer window.");
        }
    }
}
