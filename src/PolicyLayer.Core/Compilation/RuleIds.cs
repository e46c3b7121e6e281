using System.Globalization;
using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Compilation;

/// <summary>Names the rules of one list, so that decisions can point to them. No two get the same id.</summary>
internal sealed class RuleIds
{
    private const string Unconditional = "always";

    // How often each id was wanted: the next repetition starts to look from there.
    private readonly Dictionary<string, int> _wanted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The id of the next rule in the order of the document, escaped for a JSON Pointer.</summary>
    internal string Next(RuleDocument rule)
    {
        var id = JsonPointer.Escape(rule.Name?.Text ?? Describe(rule.Conditions));
        var unique = id;
        var count = _wanted.GetValueOrDefault(id);
        do
        {
            count++;
            if (count > 1)
                unique = string.Create(CultureInfo.InvariantCulture, $"{id}#{count}");
        }
        while (!_taken.Add(unique));

        _wanted[id] = count;
        return unique;
    }

    private static string Describe(IReadOnlyList<ConditionDocument> conditions) => conditions.Count == 0
        ? Unconditional
        : string.Join('+', conditions.Select(static condition => $"{condition.Path!.Text}-{condition.Operator!.Text}"));
}
