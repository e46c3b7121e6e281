namespace PolicyLayer.Core.Limits;

/// <summary>Whose counters a call charges, and under which policy set. An immutable value.</summary>
/// <param name="Server">The server.</param>
/// <param name="Grant">The grant.</param>
/// <param name="Session">The session, if the host has one.</param>
/// <param name="Budgets">The budgets of the caller's policy, by <see cref="LimitPlan.Ordinal"/>.</param>
/// <param name="Known">The counters that a resolved caller has used; <see langword="null"/> for a caller that is not resolved.</param>
internal readonly record struct Caller(
    string Server, string Grant, string? Session, Budget[] Budgets, KnownCounters? Known)
{
    internal Budget BudgetOf(LimitPlan limit) => Budgets[limit.Ordinal];

    internal string? SessionFor(Budget budget) => budget.Scope == CounterScope.Session ? Session : null;
}
