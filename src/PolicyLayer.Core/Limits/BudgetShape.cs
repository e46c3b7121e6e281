namespace PolicyLayer.Core.Limits;

/// <summary>What all uses of a counter agree on: how much there is, and how it comes back. An immutable value.</summary>
/// <param name="Algorithm">How the budget comes back.</param>
/// <param name="Window">The length of the window, whole seconds.</param>
/// <param name="Max">The budget of a window.</param>
/// <param name="Burst">What a token bucket holds; elsewhere the same as <paramref name="Max"/>.</param>
internal readonly record struct BudgetShape(LimitAlgorithm Algorithm, TimeSpan Window, long Max, long Burst)
{
    /// <summary>Whether what was charged goes on counting when the shape changes to <paramref name="next"/>.</summary>
    internal bool KeepsCountingAs(BudgetShape next) => Algorithm == next.Algorithm && Window == next.Window;
}
