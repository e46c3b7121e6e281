namespace PolicyLayer.Core.Validation;

/// <summary>Finds the known word that a mistyped one was likely meant to be.</summary>
internal static class NearestWord
{
    // No word of the format is longer, and the work grows with the square of the length.
    private const int MaxLength = 32;

    internal static string? Find(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > MaxLength)
            return null;

        var nearest = default(string);
        var least = int.MaxValue;
        foreach (var candidate in known)
        {
            var distance = Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance >= least || distance > Math.Max(word.Length, candidate.Length) / 3)
                continue;
            least = distance;
            nearest = candidate;
        }

        return nearest;
    }

    // Insertions, deletions, replacements and swaps of neighbours.
    private static int Distance(string left, string right)
    {
        Span<int> beforePrevious = stackalloc int[MaxLength + 1];
        Span<int> previous = stackalloc int[MaxLength + 1];
        Span<int> current = stackalloc int[MaxLength + 1];
        for (var column = 0; column <= right.Length; column++)
            previous[column] = column;

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(replaced, Math.Min(previous[column], current[column - 1]) + 1);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                    current[column] = Math.Min(current[column], beforePrevious[column - 2] + 1);
            }

            var free = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = free;
        }

        return previous[right.Length];
    }
}
