using System.Text;
using System.Text.Json.Nodes;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// The tools of which a policy says something already. One whose name differs by case, white space or compatibility alone counts
/// as known: under a default of allow the engine denies it as ambiguous, and listing it would let it through. Immutable.
/// </summary>
internal sealed class KnownTools
{
    private const string Everything = "*";

    private readonly HashSet<string> _names;

    private KnownTools(HashSet<string> names) => _names = names;

    internal static KnownTools Of(JsonObject policy)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (policy["hide"] is JsonArray hidden)
            names.UnionWith(hidden.Select(name => Fold(name!.GetValue<string>())));
        if (policy["tools"] is JsonObject tools)
            names.UnionWith(tools.Select(tool => Fold(tool.Key)));
        return new(names);
    }

    internal bool Contains(string tool) => _names.Contains(Fold(tool)) || _names.Contains(Everything);

    private static string Fold(string name) => name.Normalize(NormalizationForm.FormKC).Trim().ToUpperInvariant();
}
