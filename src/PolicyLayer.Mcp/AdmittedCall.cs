using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>What was admitted: a tool, with these arguments.</summary>
internal sealed record AdmittedCall(string? Tool, IDictionary<string, JsonElement>? Arguments)
{
    public static AdmittedCall Of(RequestContext<CallToolRequestParams> request) =>
        new(request.Params?.Name, request.Params?.Arguments);

    public bool IsSameAs(AdmittedCall other) => Tool == other.Tool && HaveSameMembers(Arguments, other.Arguments);

    private static bool HaveSameMembers(IDictionary<string, JsonElement>? ours, IDictionary<string, JsonElement>? others) =>
        (ours?.Count ?? 0) == (others?.Count ?? 0)
        && (ours ?? new Dictionary<string, JsonElement>()).All(member =>
            others!.TryGetValue(member.Key, out var other) && JsonElement.DeepEquals(member.Value, other));
}
