namespace PolicyLayer.Core.Risk;

/// <summary>The words that raise signals in names. Read once; safe to share.</summary>
internal static class SignalWords
{
    private static readonly ILookup<string, RiskSignal> ByWord = WordFile.Lines("signals")
        .Select(WordFile.Split)
        .SelectMany(entry => entry[1..].Select(word => (Word: word, Signal: Enum.Parse<RiskSignal>(entry[0]))))
        .ToLookup(entry => entry.Word, entry => entry.Signal, StringComparer.Ordinal);

    internal static IEnumerable<RiskSignal> Of(string word) => ByWord[word];
}
