using System.Text;
using System.Text.Json;

namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>
/// Reads the <c>params</c> of a <c>tools/call</c> request strictly: no key twice at any depth, and none of the two known ones
/// with other case.
/// </summary>
internal static class RequestReading
{
    private static readonly string[] Known = ["name", "arguments"];
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1_000 };

    internal static Call Read(string text, JsonElement context)
    {
        var unreadable = new Call("", Arguments: default, context, IsReadable: false);
        if (Parse(text) is not { ValueKind: JsonValueKind.Object } request || HasUnclearKey(request))
            return unreadable;

        var members = JsonText.Members(request).ToList();
        if (members.Any(static member => Known.Any(known => member.Name != known && ValuePath.IsAlike(member.Name, known))))
            return unreadable;

        return ValueOf("name") is { ValueKind: JsonValueKind.String } name && JsonText.Text(name) is { } tool
            ? new(tool, ValueOf("arguments"), context)
            : unreadable;

        JsonElement ValueOf(string key) => members.FirstOrDefault(member => member.Name == key).Value;
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonElement.Parse(Encoding.UTF8.GetBytes(text), Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool HasUnclearKey(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray().Any(HasUnclearKey);
        if (value.ValueKind != JsonValueKind.Object)
            return false;

        var members = JsonText.Members(value).ToList();
        return members.DistinctBy(static member => member.Name).Count() < members.Count
            || members.Any(static member => !JsonText.IsWhole(member.Name) || HasUnclearKey(member.Value));
    }
}
