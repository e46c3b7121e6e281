using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>A path such as <c>args.user.tags[0]</c> or <c>args.items[*].price</c>, split into steps. Immutable.</summary>
/// <param name="root">Where the path starts.</param>
/// <param name="steps">The steps up to the first <c>[*]</c>, or all.</param>
/// <param name="perElement">For each <c>[*]</c> the steps that follow it, up to the next one.</param>
internal sealed class ValuePath(PathRoot root, PathStep[] steps, params PathStep[][] perElement)
{
    internal PathRoot Root => root;

    /// <summary>Whether the path is a single step, without a <c>[*]</c>.</summary>
    internal bool IsOneStep { get; } = steps.Length == 1 && perElement.Length == 0;

    /// <summary>The key of the first step, if it is one into the arguments by name.</summary>
    internal MemberKey? ArgumentKey => root == PathRoot.Arguments && steps.Length > 0 ? steps[0].Key : null;

    /// <summary>How many <c>[*]</c> the path has.</summary>
    internal int Wildcards => perElement.Length;

    /// <summary>
    /// Follows the path, up to its first <c>[*]</c>, through the arguments of <paramref name="call"/> or the facts of its caller.
    /// </summary>
    internal Resolution Resolve(in ToolCall call, out JsonElement value)
    {
        if (steps.Length == 0)
            return ResolveRoot(call, out value);

        var result = root == PathRoot.Arguments
            ? steps[0].Into(call.Arguments, out value)
            : steps[0].Into(call.CallerInPlace.Facts, out value);
        return result == Resolution.Found ? Follow(steps.AsSpan(1), value, out value) : result;
    }

    /// <summary>Follows the steps behind a <c>[*]</c>, the first being 0, from one element.</summary>
    internal Resolution ResolveFrom(JsonElement element, int wildcard, out JsonElement value) =>
        Follow(perElement[wildcard], element, out value);

    /// <summary>Follows the path, up to its first <c>[*]</c>, from the member that its first step leads to.</summary>
    internal Resolution ResolveFrom(in FoundMember first, out JsonElement value)
    {
        value = first.Value;
        var result = PathStep.NullIsAbsent(first.Resolution, value);
        return result == Resolution.Found && steps.Length > 1 ? Follow(steps.AsSpan(1), value, out value) : result;
    }

    private Resolution ResolveRoot(in ToolCall call, out JsonElement value)
    {
        value = root == PathRoot.Arguments ? call.Arguments.Value : call.CallerInPlace.Facts;
        return root == PathRoot.Arguments && call.Arguments.Members is not null
            ? Resolution.WrongStep
            : Follow([], value, out value);
    }

    private static Resolution Follow(ReadOnlySpan<PathStep> steps, JsonElement start, out JsonElement value)
    {
        value = start;
        var result = start.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? Resolution.Absent : Resolution.Found;
        for (var index = 0; index < steps.Length && result == Resolution.Found; index++)
            result = steps[index].Into(value, out value);

        return result;
    }
}
