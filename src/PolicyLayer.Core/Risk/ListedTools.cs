using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.Risk;

/// <summary>The tools of a server, each once and in ordinal order, and those that no policy can name. Immutable.</summary>
internal sealed record ListedTools(IReadOnlyList<ToolRisk> Tools, IReadOnlyList<string> LeftOut)
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./: ");

    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    internal static ListedTools Of(IEnumerable<ToolRisk> tools)
    {
        var gravest = tools.GroupBy(tool => tool.Tool, StringComparer.Ordinal)
            .Select(same => same.MaxBy(tool => tool.Category)!)
            .OrderBy(tool => tool.Tool, StringComparer.Ordinal)
            .ToLookup(tool => CanBeNamed(tool.Tool));
        return new([.. gravest[true]], [.. gravest[false].Select(tool => tool.Tool)]);
    }

    // The rule for names is the loader's, so it is asked. Most names are plain, and it need not be.
    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    private static bool CanBeNamed(string name)
    {
        const int MaxLength = 128;
        if (name.Length is 0 or > MaxLength)
            return false;
        if (!name.AsSpan().ContainsAnyExcept(Plain))
            return true;

        // A broken character would be written as U+FFFD, and name another tool.
        return !name.EnumerateRunes().Contains(Rune.ReplacementChar) && Loads(name);
    }

    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    private static bool Loads(string name)
    {
        var policy = new JsonObject { ["version"] = "1", ["default"] = "deny", ["hide"] = new JsonArray((JsonNode)name) };
        return Policy.Load(PolicyText.Write(policy)).IsValid;
    }
}
