namespace PolicyLayer.Core.Limits;

/// <summary>
/// The identity of one counter: a tuple whose parts are compared ordinally one by one and never joined, so that no choice
/// of names makes two counters equal. An immutable value.
/// </summary>
/// <param name="Server">The server.</param>
/// <param name="Counter">The counter's name in the policy.</param>
/// <param name="Scope">Who shares the counter.</param>
/// <param name="Tool">The tool whose private <c>rate_limit</c> this is; <see langword="null"/> for a counter of <c>limits</c>.</param>
/// <param name="Grant">The grant; <see langword="null"/> with <see cref="CounterScope.Server"/>.</param>
/// <param name="Session">The session; <see langword="null"/> unless <see cref="CounterScope.Session"/>, and there too where the
/// host has none.</param>
/// <param name="IsShadow">Whether a policy in shadow mode counts here: it never touches the counters of others.</param>
public readonly record struct CounterKey(
    string Server, string Counter, CounterScope Scope, string? Tool, string? Grant, string? Session, bool IsShadow = false);
