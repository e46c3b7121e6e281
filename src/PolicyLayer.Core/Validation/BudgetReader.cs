using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Validation;

/// <summary>Reads what all uses of a counter must agree on.</summary>
internal static class BudgetReader
{
    /// <summary>The budget, or <see langword="null"/> if a part of it is missing or wrong.</summary>
    internal static BudgetShape? Read(LimitDocument limit)
    {
        if (LimitWords.Algorithm(limit.Algorithm) is not { } algorithm || WindowLength.Read(limit.Window) is not { } window)
            return null;
        if (!DocumentNumber.TryReadWhole(limit.Max, out var max) || max < 0)
            return null;

        var burst = max;
        if (algorithm == LimitAlgorithm.TokenBucket && limit.Burst is not null
            && !DocumentNumber.TryReadWhole(limit.Burst, out burst))
        {
            return null;
        }

        return new(algorithm, window, max, burst);
    }

    /// <summary>Whether the counter of a budget can hold its numbers exactly.</summary>
    internal static bool IsExact(BudgetShape budget) => budget.Algorithm switch
    {
        LimitAlgorithm.FixedWindow => budget.Max <= new FixedWindowWord(budget.Window).MaxUsed,
        LimitAlgorithm.TokenBucket => BucketScale.CanHold(budget.Max, budget.Burst, budget.Window),
        _ => true,
    };
}
