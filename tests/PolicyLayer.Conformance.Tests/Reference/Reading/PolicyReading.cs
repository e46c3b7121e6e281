using System.Text.Json;

namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>A policy, read from its document. The document is valid.</summary>
internal sealed class PolicyReading
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    private readonly bool _allowsUnlisted;
    private readonly string[] _hidden;
    private readonly Dictionary<string, Tool> _tools = [];
    private readonly Tool _unlisted;

    internal PolicyReading(string json)
    {
        var document = JsonElement.Parse(json);
        var allTools = document.TryGetProperty("all_tools", out var all) ? all : default;
        _allowsUnlisted = PolicyText.Optional(document, "default") == "allow";
        _hidden = [.. PolicyText.Elements(document, "hide").Select(static name => name.GetString()!)];
        _unlisted = new(allTools, "", Nothing);
        IsShadow = PolicyText.Optional(document, "mode") == "shadow";
        if (document.TryGetProperty("tools", out var tools))
        {
            foreach (var tool in tools.EnumerateObject())
                _tools.Add(tool.Name, new(allTools, tool.Name, tool.Value));
        }

        foreach (var uses in AllLimits.GroupBy(static limit => (limit.Counter, limit.RateLimitOf)))
        {
            var isExact = uses.All(static limit => limit.CostsOne && limit.Max <= 128);
            foreach (var limit in uses)
                limit.IsExact = isExact;
        }
    }

    internal bool IsShadow { get; }

    internal IEnumerable<Limit> AllLimits => _tools.Values.Append(_unlisted).SelectMany(static tool => tool.Limits);

    internal bool Shows(string tool) => IsShadow || !IsHidden(tool);

    /// <summary>Steps 3 to 7 of a decision; no verdict if only the limits are left to ask.</summary>
    internal (Verdict? Verdict, Limit[] Limits) Judge(Call call)
    {
        if (IsHidden(call.Tool))
            return (Verdict.Deny("hidden", "(hidden)"), []);
        if (_tools.TryGetValue(call.Tool, out var listed))
            return (listed.Judge(call), listed.Limits);
        if (!_allowsUnlisted)
            return (Verdict.Deny("not_listed", "(default deny)"), []);
        if (_tools.Keys.Concat(_hidden).Any(name => ToolNames.ReadsAlike(name, call.Tool)))
            return (Verdict.Deny("ambiguous_name", "(ambiguous name)"), []);

        return (_unlisted.Judge(call), _unlisted.Limits);
    }

    private bool IsHidden(string tool) => _hidden.Contains("*") || _hidden.Contains(tool);
}
