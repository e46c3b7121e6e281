using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Eval;

/// <summary>One line of a calls file.</summary>
/// <param name="Call">The call; a malformed one if the line does not describe a call.</param>
/// <param name="At">When it happened, if the line says so.</param>
/// <param name="Result">What became of it; <see langword="null"/> if nobody ever said.</param>
internal sealed record RecordedCall(
    ToolCall Call, DateTimeOffset? At = null, DispatchResult? Result = DispatchResult.Succeeded);
