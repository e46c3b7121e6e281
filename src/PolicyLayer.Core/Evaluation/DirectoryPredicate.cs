namespace PolicyLayer.Core.Evaluation;

/// <summary><c>path_within</c>: an absolute path that is one of some directories, or lies inside one.</summary>
/// <param name="directories">The directories, resolved by <see cref="AbsolutePath"/>.</param>
internal sealed class DirectoryPredicate(string[] directories) : TextPredicate
{
    protected override Judgement JudgeText(Span<char> text)
    {
        if (!AbsolutePath.TryResolve(text, out var length))
            return Judgement.NotAPath;

        var path = text[..length];
        foreach (var directory in directories)
        {
            if (path.StartsWith(directory) && (path.Length == directory.Length || path[directory.Length] == '/'))
                return Judgement.Holds;
        }

        return Judgement.Fails;
    }
}
