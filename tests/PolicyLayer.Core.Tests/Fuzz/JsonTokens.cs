using System.Text.RegularExpressions;

namespace PolicyLayer.Core.Tests.Fuzz;

/// <summary>
/// A JSON text in its tokens, with the places of its keys and values. A text that is no JSON has what can be made out.
/// </summary>
internal sealed partial class JsonTokens
{
    private JsonTokens(List<string> texts)
    {
        Texts = texts;
        var open = new Stack<int>();
        for (var at = 0; at < texts.Count; at++)
        {
            if (texts[at] is "{" or "[")
                open.Push(at);
            else if (texts[at] is "}" or "]" && open.TryPop(out var begin))
                Values.Add(begin..(at + 1));
            else if (at + 1 < texts.Count && texts[at + 1] == ":")
                Keys.Add(at);
            else if (texts[at] is not ("}" or "]" or "," or ":"))
                Values.Add(at..(at + 1));
        }
    }

    internal IReadOnlyList<string> Texts { get; }

    /// <summary>Where the keys of members are.</summary>
    internal List<int> Keys { get; } = [];

    /// <summary>Where values are: single tokens, and whole objects and arrays.</summary>
    internal List<Range> Values { get; } = [];

    internal static JsonTokens Of(string text) => new([.. Token().Matches(text).Select(static match => match.Value)]);

    /// <summary>The key of the member whose value begins at a place; <see langword="null"/> for an element of an array.</summary>
    internal string? KeyOf(Range value) =>
        value.Start.Value >= 2 && Texts[value.Start.Value - 1] == ":" ? Texts[value.Start.Value - 2] : null;

    internal string TextOf(Range value) => string.Concat(Texts.Take(value));

    internal JsonTokens With(Range place, string text) =>
        Of(string.Concat(Texts.Take(place.Start.Value)) + text + string.Concat(Texts.Skip(place.End.Value)));

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+|"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();
}
