using System.Collections.Frozen;

namespace PolicyLayer.Core.Risk;

/// <summary>Knows code that somebody runs. Read once; safe to share.</summary>
internal static class RunnableCode
{
    private static readonly FrozenSet<string> Parameters = WordFile.Words("words.code");
    private static readonly FrozenSet<string> Nouns = WordFile.Words("nouns.code");
    private static readonly FrozenSet<string> Freely = WordFile.Words("words.freely");

    /// <summary>Whether a parameter of this name takes code, commands or queries in free form.</summary>
    internal static bool IsParameter(string name) => NameWords.Split(name) is [var word] && Parameters.Contains(word);

    /// <summary>Whether the object of a verb is nothing but code: "a Python script", but not "the git status command".</summary>
    internal static bool IsAll(List<string> acted) =>
        acted.Exists(Nouns.Contains) && acted.TrueForAll(word => Nouns.Contains(word) || Freely.Contains(word));

    /// <summary>Whether the object of a verb holds code: "a SQL query", but not "a query", which may be a search.</summary>
    internal static bool IsIn(List<string> acted) => acted.Exists(Nouns.Contains);
}
