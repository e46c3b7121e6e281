namespace PolicyLayer.Core;

/// <summary>
/// Gives a policy to callers: to one grant of one server, to every grant of one server, or to every caller there is.
/// The most specific assignment applies. An immutable value.
/// </summary>
/// <param name="Policy">The policy.</param>
/// <param name="Server">The server, or <see langword="null"/> for all servers.</param>
/// <param name="Grant">The grant, or <see langword="null"/> for all grants of the server.</param>
public sealed record PolicyAssignment(Policy Policy, string? Server = null, string? Grant = null);
