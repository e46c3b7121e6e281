using System.Globalization;
using System.Text.Json;
using PolicyLayer.Core.Risk;

namespace PolicyLayer.Gateway.Scan;

/// <summary>
/// What the recommended policy says of each tool, in a word or two. It is read off that policy, and so cannot differ. Immutable.
/// </summary>
internal sealed class RuleWords
{
    private readonly Dictionary<string, string> _words;

    private RuleWords(Dictionary<string, string> words) => _words = words;

    internal static RuleWords Of(RecommendedPolicy policy)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        var document = JsonElement.Parse(policy.Json);
        if (document.TryGetProperty("hide"u8, out var hidden))
        {
            foreach (var tool in hidden.EnumerateArray())
                words[tool.GetString()!] = "hide";
        }

        if (document.TryGetProperty("tools"u8, out var tools))
        {
            foreach (var tool in tools.EnumerateObject())
                words[tool.Name] = WordsFor(tool.Value);
        }

        return new(words);
    }

    /// <summary>The words for a tool; for one that no policy can name, "none".</summary>
    internal string For(ToolRisk tool) => _words.GetValueOrDefault(tool.Tool, "none");

    private static string WordsFor(JsonElement rules)
    {
        if (rules.TryGetProperty("action"u8, out var action))
            return action.GetString()!;
        if (rules.TryGetProperty("deny_if"u8, out _))
            return "approve";
        return rules.TryGetProperty("limits"u8, out var limits)
            ? string.Create(CultureInfo.InvariantCulture, $"limit {limits[0].GetProperty("max"u8).GetInt64()}/min")
            : "allow";
    }
}
