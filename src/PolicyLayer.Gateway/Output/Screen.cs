using System.Globalization;
using Spectre.Console;

namespace PolicyLayer.Gateway.Output;

/// <summary>Makes the console for output that people read: coloured on a terminal, plain text otherwise.</summary>
internal static class Screen
{
    // A file or a pipe has no width; wide enough that a row of a table stays one line.
    private const int PlainWidth = 200;

    internal static IAnsiConsole Create(CommandIO io)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(io.Output),
            Ansi = io.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = io.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        if (!io.IsTerminal)
            console.Profile.Width = PlainWidth;
        return console;
    }

    internal static string Milliseconds(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} ms");

    internal static Style StyleOf(string outcome) => new(outcome switch
    {
        "allow" => Color.Green,
        "rate_limited" => Color.Yellow,
        _ => Color.Red,
    });
}
