namespace PolicyLayer.Core.Evaluation;

/// <summary>A path such as <c>args.user.tags[0]</c>, split into steps. Immutable.</summary>
internal sealed class ValuePath(PathRoot root, PathStep[] steps)
{
    internal PathRoot Root => root;

    internal PathStep[] Steps => steps;
}
