using System.Text;
using System.Text.Json;
using PolicyLayer.Conformance.Tests.Reference.Reading;
using PolicyLayer.TestKit;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>The <c>params</c> of a <c>tools/call</c> request.</summary>
internal static class RequestText
{
    private static readonly string[] Known = ["name", "arguments"];

    internal static string Of(CallStep step)
    {
        var name = JsonSerializer.Serialize(step.Tool);
        var key = step.Form == CallPut.BytesWithOtherCase ? "Arguments" : "arguments";
        var arguments = step.Arguments is null ? "" : $",\"{key}\":{DocumentNotation.Repeat(step.Arguments)}";
        return $"{{\"name\":{name}{arguments},\"_meta\":{{}}}}";
    }

    /// <summary>The call, as the reference reads the bytes: no key twice at any depth, none known with other case.</summary>
    internal static Call Read(string text, JsonElement context)
    {
        var request = JsonElement.Parse(Encoding.UTF8.GetBytes(text), new JsonDocumentOptions { MaxDepth = 1_000 });
        var members = JsonText.Members(request).ToList();
        var isReadable = !HasUnclearKey(request)
            && members.All(static member => Known.All(known => member.Name == known || !ValuePath.IsAlike(member.Name, known)));
        return isReadable
            ? new(ValueOf("name").GetString()!, ValueOf("arguments"), context)
            : new("", default, context, IsReadable: false);

        JsonElement ValueOf(string key) => members.FirstOrDefault(member => member.Name == key).Value;
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
