using System.CommandLine;

namespace PolicyLayer.Gateway.Classify;

/// <summary>The option that names the tools, the same wherever a command reads them.</summary>
internal static class ToolsOption
{
    internal const string Format =
        """
        The tools are the result of tools/list, the answer around it, a list of tools, or one tool after
        the other, such as one on each line. A tool has a name, and should have description, inputSchema
        and annotations.
        """;

    internal static Option<string> Create() => new("--tools", "-t")
    {
        Description = "The tools, as JSON; - reads them from standard input.",
        HelpName = "FILE|-",
        Required = true,
    };
}
