using System.Globalization;

namespace PolicyLayer.Core.Tests.Fuzz;

/// <summary>Changes a JSON text at the level of its keys and values, so that most often it stays one.</summary>
internal sealed class TokenMutator(Random random, FuzzSamples samples)
{
    private static readonly string[] EdgeValues =
    [
        "null", "true", "false", "0", "-0", "1", "-1", "0.5", "1e0", "1e400", "9007199254740993", "1000000000000",
        "1000000000001", "0.00000000000000000000000000001", "\"\"", "\"a\"", "\"\\ud800\"", "\"\\u0000\"", "\"*\"", "\"1\"",
        "[]", "{}", "[null]", "[[]]",
    ];

    internal JsonTokens Change(JsonTokens text)
    {
        if (text.Keys.Count == 0 || text.Values.Count == 0)
            return text;

        var key = text.Keys[random.Next(text.Keys.Count)];
        var value = text.Values[random.Next(text.Values.Count)];
        return random.Next(9) switch
        {
            0 => text.With(value, Pick(EdgeValues)),
            1 => text.With(value, Pick(samples.Values)),
            2 => text.With(value, Pick(samples.ValuesOf(text.KeyOf(value)))),
            3 => text.With(value, random.Next(2) == 0 ? $"[{text.TextOf(value)}]" : $"{{\"a\":{text.TextOf(value)}}}"),
            4 => ChangeNumber(text),
            5 => text.With(key..(key + 1), random.Next(2) == 0 ? Pick(samples.Keys) : OtherSpelling(text.Texts[key])),
            6 => WithMember(text, key, random.Next(3) == 0 ? text.Texts[key] : Pick(samples.Keys)),
            7 => Swap(text, value, text.Values[random.Next(text.Values.Count)]),
            _ => WithoutMember(text, value),
        };
    }

    private string Pick(IReadOnlyList<string> texts) => texts[random.Next(texts.Count)];

    // Near what it was, since thresholds are near what samples hold.
    private JsonTokens ChangeNumber(JsonTokens text)
    {
        var numbers = text.Values.Where(place => decimal.TryParse(text.TextOf(place), CultureInfo.InvariantCulture, out _)).ToList();
        if (numbers.Count == 0)
            return text;

        var place = numbers[random.Next(numbers.Count)];
        var number = decimal.Parse(text.TextOf(place), CultureInfo.InvariantCulture);
        return text.With(place, random.Next(7) switch
        {
            0 => Written(number + 1),
            1 => Written(number - 1),
            2 => Written(-number),
            3 => $"{Written(Math.Truncate(number))}.5",
            4 => $"{Written(Math.Truncate(number))}0",
            5 => $"{Written(Math.Truncate(number))}e1",
            _ => $"\"{Written(number)}\"",
        });
    }

    private static string Written(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    // Another case, one letter less, or the same with an escape.
    private string OtherSpelling(string key) => random.Next(3) switch
    {
        0 => key.ToUpperInvariant(),
        1 when key.Length > 2 => key.Remove(random.Next(1, key.Length - 1), 1),
        _ when key.Length > 2 => $"\"\\u{(int)key[1]:x4}{key[2..]}",
        _ => key,
    };

    private static JsonTokens Swap(JsonTokens text, Range left, Range right)
    {
        var (first, second) = left.Start.Value < right.Start.Value ? (left, right) : (right, left);
        return first.End.Value > second.Start.Value
            ? text
            : text.With(second, text.TextOf(first)).With(first, text.TextOf(second));
    }

    private JsonTokens WithMember(JsonTokens text, int before, string key) =>
        text.With(before..before, $"{key}:{Pick(samples.ValuesOf(key))},");

    // With its key, and the comma behind it or before it.
    private static JsonTokens WithoutMember(JsonTokens text, Range value)
    {
        var start = text.KeyOf(value) is null ? value.Start.Value : value.Start.Value - 2;
        var end = value.End.Value;
        if (end < text.Texts.Count && text.Texts[end] == ",")
            end++;
        else if (start > 0 && text.Texts[start - 1] == ",")
            start--;
        return text.With(start..end, "");
    }
}
