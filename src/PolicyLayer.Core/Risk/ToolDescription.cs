using System.Text.Json;

namespace PolicyLayer.Core.Risk;

/// <summary>What a server says of one of its tools, as in an answer to <c>tools/list</c>. Immutable.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Description">What the tool does, in prose; may be empty.</param>
/// <param name="InputSchema">The JSON Schema of the arguments; undefined if there is none.</param>
/// <param name="Annotations">The annotations, such as <c>destructiveHint</c>; undefined if there are none.</param>
public sealed record ToolDescription(
    string Name, string Description = "", JsonElement InputSchema = default, JsonElement Annotations = default)
{
    /// <summary>Reads a tool of a <c>tools/list</c> result. What is missing or of another type counts as absent.</summary>
    /// <param name="tool">The tool, an object with at least a <c>name</c>.</param>
    /// <param name="description">The tool as read.</param>
    /// <returns><see langword="false"/> if it is no object, or has no name that is a string.</returns>
    public static bool TryRead(JsonElement tool, out ToolDescription description)
    {
        description = new("");
        if (JsonText.Of(JsonText.Member(tool, "name"u8)) is not { } name)
            return false;

        var prose = JsonText.Of(JsonText.Member(tool, "description"u8)) ?? "";
        description = new(name, prose, JsonText.Member(tool, "inputSchema"u8), JsonText.Member(tool, "annotations"u8));
        return true;
    }
}
