using System.Text;
using System.Text.RegularExpressions;
using PolicyLayer.Core;
using PolicyLayer.Gateway.Validate;
using Spectre.Console;

namespace PolicyLayer.Gateway.Tests.Validate;

public partial class TextReportWriterTests
{
    [Fact]
    public void Colour_adds_nothing_to_the_text_and_takes_nothing_from_it()
    {
        var plain = Report(AnsiSupport.No, ColorSystemSupport.NoColors, width: 80);
        var coloured = Report(AnsiSupport.Yes, ColorSystemSupport.TrueColor, width: 80);

        Assert.DoesNotContain('\u001b', plain);
        Assert.Contains('\u001b', coloured);
        Assert.Equal(plain, Escape().Replace(coloured, ""));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public void Lines_of_the_document_and_carets_fit_into_the_width(int width)
    {
        var shown = Report(AnsiSupport.No, ColorSystemSupport.NoColors, width).Split('\n')
            .Where(line => line.Contains(" |", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(shown);
        Assert.All(shown, line => Assert.InRange(line.Length, 1, width));
    }

    private static string Report(AnsiSupport ansi, ColorSystemSupport colors, int width)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = ansi,
            ColorSystem = colors,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = width;
        var document = $$$"""
            {"description":"{{{new string('x', 300)}}}",
            "version":"2","hide":["t"],"tools":{"t":{}},"default":"{{{new string('y', 300)}}}"}
            """;
        var utf8 = Encoding.UTF8.GetBytes(document);
        new TextReportWriter(console).Write(new("policy.json", utf8, Policy.Load(utf8)));
        return output.ToString();
    }

    [GeneratedRegex(@"\u001b\[[0-9;]*m")]
    private static partial Regex Escape();
}
