using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Reads the length of a limit's window: a word, or whole seconds.</summary>
internal static class WindowLength
{
    private static readonly Dictionary<string, TimeSpan> ByWord = new(StringComparer.Ordinal)
    {
        ["second"] = TimeSpan.FromSeconds(1),
        ["minute"] = TimeSpan.FromMinutes(1),
        ["hour"] = TimeSpan.FromHours(1),
        ["day"] = TimeSpan.FromDays(1),
    };

    internal static IReadOnlyCollection<string> Words => ByWord.Keys;

    /// <summary>The length, or <see langword="null"/> if there is none or it is not one.</summary>
    internal static TimeSpan? Read(DocumentNode? window)
    {
        if (window?.StringValue is { } word)
            return ByWord.TryGetValue(word, out var length) ? length : null;

        return WholeNumber.TryRead(window, out var seconds) && seconds is > 0 and <= MaxSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    // The range is the schema's; this only keeps the conversion from overflowing before the schema's error stops the loading.
    private const long MaxSeconds = 2_678_400;
}
