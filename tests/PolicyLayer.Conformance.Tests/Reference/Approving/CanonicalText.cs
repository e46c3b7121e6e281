using System.Text.Json;
using PolicyLayer.Conformance.Tests.Reference.Reading;

namespace PolicyLayer.Conformance.Tests.Reference.Approving;

/// <summary>Arguments as an approval knows them: keys in ordinal order, numbers as they are written.</summary>
internal static class CanonicalText
{
    /// <summary>The text; <see langword="null"/> if a key stands twice, or a text is not whole.</summary>
    internal static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object when JsonText.Members(value).ToList() is var members =>
            members.DistinctBy(static member => member.Name).Count() == members.Count
                && members.All(static member => JsonText.IsWhole(member.Name))
                ? Joined(members.OrderBy(static member => member.Name, StringComparer.Ordinal)
                    .SelectMany(static member => new[] { JsonSerializer.Serialize(member.Name), Of(member.Value) }))
                : null,
        JsonValueKind.Array => Joined(value.EnumerateArray().Select(Of).Prepend("list")),
        JsonValueKind.String => JsonText.Text(value) is { } text ? JsonSerializer.Serialize(text) : null,
        _ => value.GetRawText(),
    };

    private static string? Joined(IEnumerable<string?> parts) =>
        parts.ToList() is var all && all.Contains(null) ? null : $"({string.Join(' ', all)})";
}
