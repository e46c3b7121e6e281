using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>What is admitted: one request of one caller, for a tool with these arguments.</summary>
internal readonly record struct AdmittedCall(
    RequestId Id, string? Server, string? Grant, string? Session, string? Tool, IDictionary<string, JsonElement>? Arguments)
{
    public static AdmittedCall Of(RequestContext<CallToolRequestParams> request, in CallerContext caller) => new(
        request.JsonRpcRequest.Id, caller.Server, caller.Grant, caller.Session, request.Params?.Name, request.Params?.Arguments);

    public bool IsSameAs(in AdmittedCall other) =>
        other with { Arguments = Arguments } == this && HaveSameMembers(Arguments, other.Arguments);

    private static bool HaveSameMembers(IDictionary<string, JsonElement>? ours, IDictionary<string, JsonElement>? others) =>
        (ours?.Count ?? 0) == (others?.Count ?? 0)
        && (ours ?? new Dictionary<string, JsonElement>()).All(member =>
            others!.TryGetValue(member.Key, out var other) && JsonElement.DeepEquals(member.Value, other));
}
