using System.Globalization;
using Spectre.Console;

namespace PolicyLayer.Gateway.Output;

/// <summary>Makes what people read: coloured on a terminal, plain text otherwise.</summary>
internal static class Screen
{
    // A file or a pipe has no width; wide enough for the pointers of rules.
    private const int PlainWidth = 140;

    internal static IAnsiConsole Create(CommandIO io)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(io.Output),
            Ansi = io.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = io.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,

            // They colour what a build server pipes into a file.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (!io.IsTerminal)
            console.Profile.Width = PlainWidth;
        return console;
    }

    internal static Table CreateTable(params string[] columns) =>
        new Table { Border = TableBorder.Rounded, ShowRowSeparators = true }.AddColumns(columns);

    internal static string RetryAfter(long? milliseconds) =>
        milliseconds is null ? "" : string.Create(CultureInfo.InvariantCulture, $"retry after {milliseconds:N0} ms");
}
