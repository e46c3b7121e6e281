namespace PolicyLayer.Core.Validation;

/// <summary>Finds the known word that a mistyped one was likely meant to be.</summary>
internal static class NearestWord
{
    // No word of the format is as long, and the work grows with the square of the length.
    private const int MaxLength = 32;

    private const int MinStart = 2;

    internal static string? Find(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > MaxLength)
            return null;

        var upper = word.ToUpperInvariant();
        var nearest = default(string);
        var least = int.MaxValue;
        foreach (var candidate in known.Where(static candidate => candidate.Length <= MaxLength))
        {
            var distance = Distance(upper, candidate.ToUpperInvariant());
            if (distance >= least || distance > Math.Max(word.Length, candidate.Length) / 3)
                continue;
            least = distance;
            nearest = candidate;
        }

        return nearest ?? SharingItsStart(upper, known);
    }

    // One of the two begins with the other: "operator" is likely "op", and "min" is "minute". The most in common counts.
    private static string? SharingItsStart(string upper, IEnumerable<string> known) => upper.Length < MinStart
        ? null
        : known
            .Where(candidate => candidate.Length >= MinStart && (candidate.StartsWith(upper, StringComparison.OrdinalIgnoreCase)
                || upper.StartsWith(candidate, StringComparison.OrdinalIgnoreCase)))
            .MaxBy(candidate => Math.Min(candidate.Length, upper.Length));

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
