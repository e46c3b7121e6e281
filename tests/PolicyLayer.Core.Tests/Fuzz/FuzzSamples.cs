using System.Text;

namespace PolicyLayer.Core.Tests.Fuzz;

/// <summary>Texts that make sense: what is changed, and what pieces are taken from.</summary>
internal sealed class FuzzSamples
{
    private readonly Dictionary<string, string[]> _valuesOfKeys;

    internal FuzzSamples(IEnumerable<byte[]> texts)
    {
        Bytes = [.. texts];
        Tokens = [.. Bytes.Select(static text => JsonTokens.Of(Encoding.UTF8.GetString(text)))];
        Keys = [.. Tokens.SelectMany(static text => text.Keys.Select(at => text.Texts[at])).Distinct()];
        var values = Tokens.SelectMany(static text => text.Values.Select(place => (Key: text.KeyOf(place), Text: text.TextOf(place))))
            .Distinct().ToList();
        Values = [.. values.Select(static value => value.Text).Distinct()];
        _valuesOfKeys = values.Where(static value => value.Key is not null)
            .GroupBy(static value => value.Key!, static value => value.Text)
            .ToDictionary(static group => group.Key, static group => group.ToArray());
    }

    internal IReadOnlyList<byte[]> Bytes { get; }

    internal IReadOnlyList<JsonTokens> Tokens { get; }

    internal IReadOnlyList<string> Keys { get; }

    internal IReadOnlyList<string> Values { get; }

    /// <summary>The values that a key has anywhere; all values for one that has none.</summary>
    internal IReadOnlyList<string> ValuesOf(string? key) =>
        key is not null && _valuesOfKeys.TryGetValue(key, out var values) ? values : Values;
}
