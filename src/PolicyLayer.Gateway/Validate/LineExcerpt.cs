using System.Text;
using PolicyLayer.Gateway.Output;
using Spectre.Console.Rendering;

namespace PolicyLayer.Gateway.Validate;

/// <summary>The part of a line around a place, as it is printed. Immutable.</summary>
/// <param name="Text">The part, without anything that could fool a reader.</param>
/// <param name="Caret">How many cells of a terminal stand before the place.</param>
internal readonly record struct LineExcerpt(string Text, int Caret)
{
    private const string Tab = "    ";
    private const string Omission = "…";

    /// <summary>Cuts what is around a place, a UTF-16 unit, so that it fits into <paramref name="width"/> cells.</summary>
    internal static LineExcerpt Of(ReadOnlySpan<char> line, int place, int width)
    {
        place = Math.Min(place, line.Length);
        width -= 2 * Omission.Length;

        // Either side has half of the width, and what the other one leaves.
        var least = ShowAfter(line[place..], width / 2, out _);
        var before = ShowBefore(line[..place], width - Width(least), out var start);
        var caret = Width(before);
        var after = ShowAfter(line[place..], width - caret, out var length);
        var omitted = start > 0 ? Omission : "";
        return new(omitted + before + after + (place + length < line.Length ? Omission : ""), omitted.Length + caret);
    }

    private static string ShowBefore(ReadOnlySpan<char> text, int width, out int start)
    {
        var shown = new Stack<string>();
        for (start = text.Length; start > 0;)
        {
            Rune.DecodeLastFromUtf16(text[..start], out _, out var units);
            var next = Show(text.Slice(start - units, units));
            width -= Cost(next);
            if (width < 0)
                break;
            shown.Push(next);
            start -= units;
        }

        return string.Concat(shown);
    }

    private static string ShowAfter(ReadOnlySpan<char> text, int width, out int length)
    {
        var shown = new StringBuilder();
        for (length = 0; length < text.Length;)
        {
            Rune.DecodeFromUtf16(text[length..], out _, out var units);
            var next = Show(text.Slice(length, units));
            width -= Cost(next);
            if (width < 0)
                break;
            shown.Append(next);
            length += units;
        }

        return shown.ToString();
    }

    private static string Show(ReadOnlySpan<char> character) => character is "\t" ? Tab : Printable.Text(character.ToString());

    // A megabyte of combining marks takes no cell at all, and must not be shown whole.
    private static int Cost(string shown) => Math.Max(1, Width(shown));

    private static int Width(string shown) => new Segment(shown).CellCount();
}
