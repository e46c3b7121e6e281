using System.Text.Json;
using System.Text.Unicode;

namespace PolicyLayer.Core.Evaluation;

/// <summary>Reads calls from bytes in the one way that leaves no other reader a choice: what is ambiguous is refused.</summary>
internal static class StrictJson
{
    private static readonly MemberKey Name = new("name");
    private static readonly MemberKey Arguments = new("arguments");

    // The arguments stand one level below, and may themselves be 64 deep.
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 65 };

    /// <summary>
    /// Reads an object with the members <c>name</c>, a string, and optionally <c>arguments</c>. <see langword="false"/> if it is
    /// anything else, holds a duplicate key at any depth, or spells one of the two with other case.
    /// </summary>
    internal static bool TryReadCall(ReadOnlySpan<byte> utf8, out string tool, out JsonElement arguments)
    {
        tool = "";
        arguments = default;
        if (!TryParse(utf8, out var call) || call.ValueKind != JsonValueKind.Object)
            return false;
        if (Name.FindIn(call, out var name) != Resolution.Found
            || Arguments.FindIn(call, out arguments) is not (Resolution.Found or Resolution.Absent))
        {
            return false;
        }

        if (name.ValueKind != JsonValueKind.String || !EscapedText.IsWellFormed(new WrittenValue(in name)))
            return false;

        tool = name.GetString()!;
        return true;
    }

    private static bool TryParse(ReadOnlySpan<byte> utf8, out JsonElement value)
    {
        value = default;
        if (!Utf8.IsValid(utf8))
            return false;

        try
        {
            value = JsonElement.Parse(utf8, Options);
            return true;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The second is how the parser refuses a key with half a surrogate pair when it looks for duplicates.
            return false;
        }
    }
}
