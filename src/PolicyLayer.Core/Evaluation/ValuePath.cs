using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>A path such as <c>args.user.tags[0]</c>, split into steps. Immutable.</summary>
/// <param name="root">Where the path starts.</param>
/// <param name="steps">The steps, at least one.</param>
internal sealed class ValuePath(PathRoot root, PathStep[] steps)
{
    /// <summary>Follows the path through the arguments of <paramref name="call"/> or the facts of its caller.</summary>
    internal Resolution Resolve(in ToolCall call, out JsonElement value)
    {
        var result = root == PathRoot.Arguments
            ? steps[0].Into(call.Arguments, out value)
            : steps[0].Into(call.Caller.Facts, out value);
        for (var index = 1; index < steps.Length && result == Resolution.Found; index++)
            result = steps[index].Into(value, out value);

        return result;
    }
}
