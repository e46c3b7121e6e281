using System.Buffers;

namespace PolicyLayer.Core.Evaluation;

/// <summary>Resolves absolute paths by their text alone. Links are not followed: no file is looked at.</summary>
internal static class AbsolutePath
{
    // What a server may decode, or take for another separator or for the end of the path.
    private static readonly SearchValues<char> Ambiguous = SearchValues.Create("%\\\0");

    /// <summary>
    /// Resolves <c>.</c>, <c>..</c> and repeated slashes in place, so that the path has no slash at its end and the root is
    /// empty. <see langword="false"/> if the path is not absolute, or servers may read it differently: it holds <c>%</c>,
    /// a backslash, NUL or a drive letter.
    /// </summary>
    internal static bool TryResolve(Span<char> path, out int length)
    {
        length = 0;
        if (path.IsEmpty || path[0] != '/' || path.ContainsAny(Ambiguous))
            return false;

        for (var rest = path; !rest.IsEmpty;)
        {
            rest = rest[1..];
            var end = rest.IndexOf('/');
            var segment = end < 0 ? rest : rest[..end];
            rest = rest[segment.Length..];
            if (segment is [var first, ':', ..] && char.IsAsciiLetter(first))
                return false;

            Append(segment, path, ref length);
        }

        return true;
    }

    // What is resolved is never longer than what has been read, so it overwrites nothing that is still to be read.
    private static void Append(ReadOnlySpan<char> segment, Span<char> path, ref int length)
    {
        if (segment is "" or ".")
            return;

        if (segment is "..")
        {
            length = Math.Max(0, path[..length].LastIndexOf('/'));
            return;
        }

        path[length++] = '/';
        segment.CopyTo(path[length..]);
        length += segment.Length;
    }
}
