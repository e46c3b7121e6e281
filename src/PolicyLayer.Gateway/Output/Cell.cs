using Spectre.Console;
using Spectre.Console.Rendering;

namespace PolicyLayer.Gateway.Output;

/// <summary>A cell of a table: text that may come from anywhere, with what explains it below.</summary>
internal static class Cell
{
    private static readonly Style Muted = new(decoration: Decoration.Dim);

    internal static IRenderable Of(string text, string below = "", Style? style = null)
    {
        var first = new Text(Printable.Text(text), style);
        return below.Length == 0 ? first : new Rows(first, new Text(Printable.Text(below), Muted));
    }

    internal static IRenderable OfOutcome(string outcome, string below) => Of(outcome, below, StyleOf(outcome));

    internal static Style StyleOf(string outcome) => new(outcome switch
    {
        "allow" => Color.Green,
        "rate_limited" => Color.Yellow,
        _ => Color.Red,
    });
}
