using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyLayer.Core;

namespace PolicyLayer.Conformance.Tests;

/// <summary>A call as a table writes it; the members are explained beside the tables.</summary>
internal sealed record TableCall(
    string Tool = "",
    JsonElement Arguments = default,
    string? ArgumentsJson = null,
    string? ParamsJson = null,
    JsonElement Context = default,
    string Server = "server",
    string Grant = "grant",
    string? Session = null,
    JsonElement At = default,
    string Result = "ok")
{
    private static readonly JsonDocumentOptions HostOptions = new() { MaxDepth = 1_000 };

    internal CallerContext Caller => new(Server, Grant, Session, Context);

    internal DateTimeOffset? Time => At.ValueKind switch
    {
        JsonValueKind.Undefined => null,
        JsonValueKind.Number => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks((long)(At.GetDecimal() * TimeSpan.TicksPerSecond)),
        _ => DateTimeOffset.Parse(At.GetString()!, CultureInfo.InvariantCulture),
    };

    /// <summary>What became of the call; <see langword="null"/> if nobody ever says.</summary>
    internal DispatchResult? DispatchResult => Result switch
    {
        "ok" => Core.DispatchResult.Succeeded,
        "error" => Core.DispatchResult.Failed,
        "not_dispatched" => Core.DispatchResult.NotDispatched,
        "abandoned" => null,
        _ => throw new InvalidDataException($"There is no result \"{Result}\"."),
    };

    internal ToolCall ToToolCall(in CallerContext caller, CallForm form)
    {
        if (ParamsJson is not null)
            return ToolCall.Parse(Encoding.UTF8.GetBytes(ParamsJson), caller);

        var arguments = ToArguments();
        return form == CallForm.Members && TryGetMembers(arguments, out var members)
            ? new(Tool, members, caller)
            : new(Tool, arguments, caller);
    }

    internal JsonElement ToArguments() => ArgumentsJson is null ? Arguments : JsonElement.Parse(ArgumentsJson, HostOptions);

    // A dictionary cannot hold a key twice, nor anything but members.
    private static bool TryGetMembers(JsonElement arguments, out Dictionary<string, JsonElement>? members)
    {
        members = null;
        if (arguments.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return true;
        if (arguments.ValueKind != JsonValueKind.Object)
            return false;

        members = [];
        foreach (var member in arguments.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
                return false;
        }

        return true;
    }
}
