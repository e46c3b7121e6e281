using System.Text.Json.Nodes;

namespace PolicyLayer.Core.Risk;

/// <summary>The tools of which a policy says something already. Immutable.</summary>
internal sealed class KnownTools
{
    private const string Everything = "*";

    private readonly HashSet<string> _names;

    private KnownTools(HashSet<string> names) => _names = names;

    internal static KnownTools Of(JsonObject policy)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (policy["hide"] is JsonArray hidden)
            names.UnionWith(hidden.Select(name => name!.GetValue<string>()));
        if (policy["tools"] is JsonObject tools)
            names.UnionWith(tools.Select(tool => tool.Key));
        return new(names);
    }

    internal bool Contains(string tool) => _names.Contains(tool) || _names.Contains(Everything);
}
