using System.Text.Json;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>
/// Writes arguments and facts as JSON text: with the members that paths name, and often enough with other types, doubled keys,
/// keys of other case and escapes.
/// </summary>
/// <param name="dice">The choices.</param>
/// <param name="isTidy">Whether everything is as it should be.</param>
internal sealed class ArgumentsWriter(Dice dice, bool isTidy)
{
    internal string Write() => Object(levels: 2);

    private string Object(int levels)
    {
        var members = new List<string>();
        foreach (var key in new[] { "n", "s", "k", "o", "items", "list", "tags", "grid", "file", "flag", "a b", "é" })
        {
            if (dice.Chance(isTidy ? 10 : 40) || (levels == 0 && key is "o" or "items"))
                continue;

            members.Add(Member(key, key, levels));
            if (!isTidy && dice.Chance(3))
                members.Add(Member(key, dice.Chance(50) ? key : OtherCase(key), levels));
        }

        if (dice.Chance(5))
            members.Insert(dice.Between(0, members.Count), "\"\":0");
        return $"{{{string.Join(",", members)}}}";
    }

    private string Member(string key, string written, int levels)
    {
        if (!isTidy && dice.Chance(3))
            written = OtherCase(key);
        var name = dice.Chance(5) ? Escaped(written) : JsonSerializer.Serialize(written);
        return $"{name}:{Value(key, levels)}";
    }

    private string Value(string key, int levels)
    {
        if (!isTidy && dice.Chance(8))
            return dice.Pick(Values.OtherValues);

        return key switch
        {
            "n" or "a b" => Number(),
            "s" or "k" or "é" => Text(),
            "o" => Object(levels - 1),
            "items" => Array(() => isTidy || dice.Chance(90) ? Object(0) : dice.Pick(Values.OtherValues)),
            "list" => Array(() => isTidy || dice.Chance(90) ? Number() : dice.Pick(Values.OtherValues)),
            "tags" => Array(() => isTidy || dice.Chance(90) ? Text() : dice.Pick(Values.OtherValues)),
            "grid" => Array(() => isTidy || dice.Chance(90) ? Array(Number) : dice.Pick(Values.OtherValues)),
            "file" => dice.Pick(Values.CallPaths),
            _ => dice.Chance(50) ? "true" : "false",
        };
    }

    private string Number() => dice.Pick(!isTidy || dice.Chance(15) ? Values.CallNumbers
        : dice.Chance(50) ? Values.Costs
        : Values.Numbers);

    private string Text() => dice.Pick(isTidy ? Values.Texts : dice.Between(0, 999) == 0 ? Values.LongTexts : Values.CallTexts);

    private string Array(Func<string> element) =>
        $"[{string.Join(",", Enumerable.Range(0, dice.Between(0, 3)).Select(_ => element()))}]";

    private static string OtherCase(string key) => key switch
    {
        "s" => "ſ",
        "k" => "\u212A",
        _ => key.ToUpperInvariant(),
    };

    private static string Escaped(string key) => $"\"{string.Concat(key.Select(static unit => $"\\u{(int)unit:x4}"))}\"";
}
