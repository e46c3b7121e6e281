using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using PolicyLayer.Core.Risk;

namespace PolicyLayer.Gateway.Scan;

/// <summary>Lists all pages of a live server's tools, and classifies them. No tool is called.</summary>
internal static class ServerScan
{
    private const int MaxTools = 100_000;

    internal static async Task<ScannedServer> RunAsync(IClientTransport transport, CancellationToken cancellationToken)
    {
        var client = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (client.ConfigureAwait(false))
        {
            var tools = new List<ToolRisk>();
            var page = new ListToolsRequestParams();
            do
            {
                var result = await client.ListToolsAsync(page, cancellationToken).ConfigureAwait(false);
                tools.AddRange(result.Tools.Select(Classify));
                if (tools.Count > MaxTools || (result.NextCursor is { } next && next == page.Cursor))
                    throw new CommandException("The server's list of tools does not end. Its answers cannot be trusted.");
                page.Cursor = result.NextCursor;
            }
            while (page.Cursor is not null);

            var worstFirst = tools.OrderByDescending(tool => tool.Category).ThenBy(tool => tool.Tool, StringComparer.Ordinal);
            return new ScannedServer(client.ServerInfo?.Name ?? "a server", client.ServerInfo?.Version ?? "", [.. worstFirst]);
        }
    }

    private static ToolRisk Classify(Tool tool)
    {
        var annotations = tool.Annotations is null
            ? default
            : JsonSerializer.SerializeToElement(tool.Annotations, McpJsonUtilities.DefaultOptions);
        return ToolRiskClassifier.Classify(
            new ToolDescription(tool.Name, tool.Description ?? "", tool.InputSchema, annotations));
    }
}
