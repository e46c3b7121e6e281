namespace PolicyLayer.Core.Limits;

/// <summary>Whose counters a call charges, and by which version of the policy set. An immutable value.</summary>
/// <param name="Server">The server.</param>
/// <param name="Grant">The grant.</param>
/// <param name="Session">The session, if the host has one.</param>
/// <param name="Version">The version of the policy set that the call is judged by.</param>
/// <param name="Known">The counters that a resolved caller has used, by <see cref="LimitPlan.Ordinal"/>;
/// <see langword="null"/> for a caller that is not resolved.</param>
internal readonly record struct Caller(string Server, string Grant, string? Session, long Version, Counter?[]? Known);
