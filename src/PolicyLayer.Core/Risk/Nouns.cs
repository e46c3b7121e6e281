using System.Collections.Frozen;

namespace PolicyLayer.Core.Risk;

/// <summary>Nouns that say more of a verb than it says itself. Read once; safe to share.</summary>
internal static class Nouns
{
    /// <summary>Money, and what commits to it.</summary>
    internal static FrozenSet<string> Money { get; } = WordFile.Words("nouns.money");

    /// <summary>What money only describes, such as the settings of payments.</summary>
    internal static FrozenSet<string> Aside { get; } = WordFile.Words("nouns.aside");

    /// <summary>What a tool shows whose name has no verb.</summary>
    internal static FrozenSet<string> Content { get; } = WordFile.Words("nouns.content");

    /// <summary>What turns a destroying word into the name of a setting.</summary>
    internal static FrozenSet<string> Guard { get; } = WordFile.Words("nouns.guard");
}
