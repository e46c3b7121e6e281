namespace PolicyLayer.Core.Risk;

/// <summary>
/// Splits a name into words, in lower case: at everything that is no letter or digit, where a small letter meets a capital
/// (<c>deleteFile</c>), and before the last capital of several (<c>SQLQuery</c>). Digits stay with the letters before them.
/// </summary>
internal static class NameWords
{
    internal const int MaxWords = 32;

    internal static string[] Split(string name)
    {
        var words = new List<string>(8);
        var start = 0;
        for (var i = 0; i <= name.Length && words.Count < MaxWords; i++)
        {
            var isEnd = i == name.Length || !char.IsLetterOrDigit(name[i]);
            if (!isEnd && !StartsWord(name, i))
                continue;
            if (i > start)
                words.Add(name[start..i].ToLowerInvariant());
            start = isEnd ? i + 1 : i;
        }

        return [.. words];
    }

    private static bool StartsWord(string name, int i) => i > 0 && char.IsUpper(name[i])
        && (char.IsLower(name[i - 1]) || (char.IsUpper(name[i - 1]) && i + 1 < name.Length && char.IsLower(name[i + 1])));
}
