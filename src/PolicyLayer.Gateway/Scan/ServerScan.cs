using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using PolicyLayer.Core.Risk;

namespace PolicyLayer.Gateway.Scan;

/// <summary>
/// Lists all pages of a live server's tools, and classifies them. No tool is called. The pages are read as the files of other
/// commands are: what is odd in one tool is no reason not to see the rest.
/// </summary>
internal static class ServerScan
{
    private const int MaxTools = 100_000;

    /// <exception cref="InvalidDataException">What the server answers is no list of tools.</exception>
    internal static async Task<ScannedServer> RunAsync(IClientTransport transport, CancellationToken cancellationToken)
    {
        var client = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (client.ConfigureAwait(false))
        {
            var tools = new List<ToolRisk>();
            string? cursor = null;
            do
            {
                var page = await ListAsync(client, cursor, cancellationToken).ConfigureAwait(false);
                AddTools(tools, page);
                var next = page.TryGetProperty("nextCursor"u8, out var found) ? found.GetString() : null;
                if (next is not null && next == cursor)
                    throw new InvalidDataException("its list of tools does not end");
                cursor = next;
            }
            while (cursor is not null);

            var worstFirst = tools.OrderByDescending(tool => tool.Category).ThenBy(tool => tool.Tool, StringComparer.Ordinal);
            return new ScannedServer(client.ServerInfo?.Name ?? "a server", client.ServerInfo?.Version ?? "", [.. worstFirst]);
        }
    }

    private static async Task<JsonElement> ListAsync(McpClient client, string? cursor, CancellationToken cancellationToken)
    {
        var request = new JsonRpcRequest { Method = RequestMethods.ToolsList, Params = new JsonObject() };
        if (cursor is not null)
            request.Params["cursor"] = cursor;
        var response = await client.SendRequestAsync(request, cancellationToken).ConfigureAwait(false);
        var page = response.Result.Deserialize<JsonElement>();
        return page.ValueKind == JsonValueKind.Object ? page : throw NoList();
    }

    private static void AddTools(List<ToolRisk> tools, JsonElement page)
    {
        if (!page.TryGetProperty("tools"u8, out var listed) || listed.ValueKind != JsonValueKind.Array)
            throw NoList();

        // Before any of them is read: a page may hold millions.
        if (listed.GetArrayLength() > MaxTools - tools.Count)
            throw new InvalidDataException("it lists more than 100,000 tools");

        foreach (var tool in listed.EnumerateArray())
        {
            tools.Add(ToolDescription.TryRead(tool, out var description)
                ? ToolRiskClassifier.Classify(description)
                : throw new InvalidDataException(
                    $"tool {tools.Count + 1} of its list is none: a tool is an object with a name that is text"));
        }
    }

    private static InvalidDataException NoList() => new("its answer holds no list of tools");
}
