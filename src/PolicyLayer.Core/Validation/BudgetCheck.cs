using System.Globalization;
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
        if (!isShaped || BudgetReader.Read(limit) is not { } budget)
            return;

        if (!BudgetReader.IsExact(budget))
            ReportInexact(limit, budget, problems);
        if (limit is { Increment: { } increment, IncrementFrom: null } && !shape.IsFaulty(increment))
            CheckCost(increment, budget, problems);
    }

    private static void ReportInexact(LimitDocument limit, BudgetShape budget, DiagnosticBag problems)
    {
        // Where the bucket could hold its maximum, it is the burst that is too much.
        var wrong = limit.Burst is { } burst && BudgetReader.IsExact(budget with { Burst = budget.Max }) ? burst : limit.Max!;
        problems.AtValue(
            DiagnosticCodes.InexactBudget, wrong,
            $"Expected a budget that a \"{LimitWords.WordOf(budget.Algorithm)}\" of this window can count exactly, "
            + $"found {Excerpt.Of(wrong)}.",
            budget.Algorithm == LimitAlgorithm.TokenBucket
                ? "Choose a smaller number, or a \"max\" that shares more factors with the window."
                : "Choose a smaller number, or a longer window.");
    }

    // With a maximum of 0 nothing passes whatever it costs, and that is reported.
    private static void CheckCost(DocumentNode increment, BudgetShape budget, DiagnosticBag problems)
    {
        if (budget.Max > 0 && DocumentNumber.TryReadWhole(increment, out var cost) && cost > budget.Burst)
        {
            problems.AtValue(
                DiagnosticCodes.ZeroLimit, increment,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Expected a cost of at most {budget.Burst}, all that the limit holds, found {cost}, which lets nothing pass."));
        }
    }
}
