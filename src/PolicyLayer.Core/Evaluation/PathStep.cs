namespace PolicyLayer.Core.Evaluation;

/// <summary>One step of a path: into an object by name, or into an array by index. Immutable.</summary>
internal readonly struct PathStep
{
    internal PathStep(string name) => Name = name;

    internal PathStep(int index) => Index = index;

    /// <summary>The name to step to, or <see langword="null"/> for a step by <see cref="Index"/>.</summary>
    internal string? Name { get; }

    internal int Index { get; }
}
