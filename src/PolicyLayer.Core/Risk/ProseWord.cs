namespace PolicyLayer.Core.Risk;

/// <summary>One word of a sentence. Immutable.</summary>
/// <param name="Text">The word, in lower case.</param>
/// <param name="IsCapitals">Whether it was written in capitals, as keywords of a language are: "INSERT".</param>
/// <param name="IsSeparated">Whether a comma, slash, bracket, colon or the like stands before it.</param>
/// <param name="IsHyphened">Whether a hyphen joins it to the word before, as in "sign-in".</param>
internal readonly record struct ProseWord(string Text, bool IsCapitals, bool IsSeparated, bool IsHyphened);
