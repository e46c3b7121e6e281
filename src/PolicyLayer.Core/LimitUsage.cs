namespace PolicyLayer.Core;

/// <summary>Where one limit stands after a decision. An immutable value.</summary>
/// <param name="Counter">The counter's name in the policy; <c>rate_limit</c> for the shorthand of that name.</param>
/// <param name="Rule">The limit's pointer, such as <c>/tools/create_charge/limits/refund_cents</c>.</param>
/// <param name="Remaining">What is left of the budget, never below 0.</param>
/// <param name="Reset">The time until the whole budget is free if nobody calls, rounded up to whole milliseconds; 100 years of
/// 365 days if that is never.</param>
public readonly record struct LimitUsage(string Counter, string Rule, long Remaining, TimeSpan Reset);
