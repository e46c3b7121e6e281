using System.Collections.Frozen;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// The lists of words embedded in the library, from <c>Risk/Words</c>. What follows <c>#</c> is for people; words stand
/// anywhere on a line, in lower case.
/// </summary>
internal static class WordFile
{
    internal static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(WordFile).Assembly.GetManifestResourceStream($"risk.{name}.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var text = line.Split('#')[0].Trim();
            if (text.Length > 0)
                yield return text;
        }
    }

    internal static FrozenSet<string> Words(string name) =>
        Lines(name).SelectMany(Split).ToFrozenSet(StringComparer.Ordinal);

    internal static string[] Split(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
