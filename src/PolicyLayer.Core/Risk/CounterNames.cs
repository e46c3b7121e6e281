using System.Globalization;
using System.Text.Json.Nodes;

namespace PolicyLayer.Core.Risk;

/// <summary>Names counters for tools, so that none shares its budget with another. Not for use by several threads.</summary>
internal sealed class CounterNames
{
    private const string Suffix = "_rate";
    private const int MaxLength = 128;

    // Room for the suffix and for a number behind it.
    private const int MaxStem = MaxLength - 16;

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Knows the counters that a policy uses.</summary>
    internal static CounterNames Of(JsonObject policy)
    {
        var names = new CounterNames();
        names.Collect(policy["all_tools"]?["limits"]);
        if (policy["tools"] is JsonObject tools)
        {
            foreach (var (_, rules) in tools)
                names.Collect(rules?["limits"]);
        }

        return names;
    }

    internal string For(string tool)
    {
        var name = Stem(tool) + Suffix;
        for (var number = 2; !_used.Add(name); number++)
            name = string.Create(CultureInfo.InvariantCulture, $"{Stem(tool)}{Suffix}_{number}");
        return name;
    }

    private static string Stem(string tool)
    {
        if (tool.Length + Suffix.Length <= MaxLength)
            return tool;
        return tool[..(char.IsHighSurrogate(tool[MaxStem - 1]) ? MaxStem - 1 : MaxStem)];
    }

    private void Collect(JsonNode? limits)
    {
        foreach (var limit in limits as JsonArray ?? [])
            _used.Add(limit!["counter"]!.GetValue<string>());
    }
}
