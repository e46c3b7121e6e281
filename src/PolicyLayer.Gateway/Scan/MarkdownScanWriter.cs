using System.Globalization;
using System.Text;
using PolicyLayer.Core.Risk;
using PolicyLayer.Gateway.Classify;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Scan;

/// <summary>Writes a scan as a page of Markdown.</summary>
internal sealed class MarkdownScanWriter(TextWriter output) : IScanWriter
{
    public void Write(ScannedServer server, string? policyPath)
    {
        var page = new StringBuilder();
        var title = $"{Printable.Short(server.Name)} {Printable.Short(server.Version)}";
        page.Append(CultureInfo.InvariantCulture, $"# Tools of {Escape(title)}\n\n");
        page.Append("| category | tools |\n|---|---|\n");
        foreach (var (category, count) in server.Counts)
            page.Append(CultureInfo.InvariantCulture, $"| {category} | {count} |\n");

        page.Append("\n| tool | category | severity | recommended | confidence | evidence | signals |\n|---|---|---|---|---|---|---|\n");
        var rules = RuleWords.Of(server.Policy);
        foreach (var tool in server.Tools)
            Append(page, tool, rules.For(tool));
        if (policyPath is not null)
            page.Append(CultureInfo.InvariantCulture, $"\nThe recommended policy is in {Escape(policyPath)}.\n");
        output.Write(page.ToString());
    }

    private static void Append(StringBuilder page, ToolRisk tool, string rule)
    {
        var evidence = string.Join("; ", tool.Evidence.Select(found => found.ToString()));
        var signals = string.Join(", ", tool.Signals.Select(RiskWords.Signal));
        page.Append(
            CultureInfo.InvariantCulture,
            $"| {Escape(Printable.Short(tool.Tool))} | {tool.Category} | {RiskWords.Severity(tool.Severity)} | {rule} ");
        page.Append(
            CultureInfo.InvariantCulture, $"| {tool.Confidence:0.00} | {Escape(evidence)} | {Escape(signals)} |\n");
    }

    // The server chose these texts: nothing in them may become a link, an image or another cell.
    private static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length + 8);
        foreach (var character in Printable.Line(text))
        {
            if (char.IsAsciiLetterOrDigit(character) || character is ' ' or ',' or ';' or ':' || !char.IsAscii(character))
                safe.Append(character);
            else
                safe.Append('\\').Append(character);
        }

        return safe.ToString();
    }
}
