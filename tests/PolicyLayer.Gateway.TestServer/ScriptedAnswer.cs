using System.Globalization;
using System.Text.Json;

namespace PolicyLayer.Gateway.TestServer;

/// <summary>What a server answers whose pages of tools are given as text, right or wrong. A page's cursor is its number.</summary>
public static class ScriptedAnswer
{
    private const string Greeting =
        """{ "protocolVersion": "2025-06-18", "capabilities": { "tools": {} }, "serverInfo": { "name": "scripted", "version": "3.0" } }""";

    /// <summary>The answer to a request on one line; <see langword="null"/> to a notification.</summary>
    public static string? To(string request, IReadOnlyList<string> pages)
    {
        var json = JsonElement.Parse(request);
        if (!json.TryGetProperty("id", out var id))
            return null;

        var outcome = json.GetProperty("method").GetString() switch
        {
            "initialize" => "\"result\":" + Greeting,
            "tools/list" => "\"result\":" + pages[PageOf(json)].ReplaceLineEndings(" "),
            _ => """ "error":{"code":-32601,"message":"Method not found"} """,
        };
        return $$"""{"jsonrpc":"2.0","id":{{id.GetRawText()}},{{outcome}}}""";
    }

    private static int PageOf(JsonElement request) =>
        request.TryGetProperty("params", out var parameters) && parameters.TryGetProperty("cursor", out var cursor)
            ? int.Parse(cursor.GetString()!, CultureInfo.InvariantCulture)
            : 0;
}
