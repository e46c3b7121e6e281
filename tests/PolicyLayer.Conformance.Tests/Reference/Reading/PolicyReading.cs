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
        Text = json;
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

    /// <summary>The document: an approval is for one policy and no other.</summary>
    internal string Text { get; }

    /// <summary>Whether a list shows the tool.</summary>
    internal bool Shows(string tool) => IsShadow || !IsHidden(tool);

    /// <summary>Whether a call of the tool can be allowed at all.</summary>
    internal bool CanAllow(string tool) =>
        ToolNames.IsValid(tool) && (IsShadow || (Find(tool, out _)?.CanAllow ?? false));

    /// <summary>The counters that start anew when this policy takes the place of another one.</summary>
    internal IEnumerable<string> Restarted(PolicyReading earlier) => earlier.IsShadow != IsShadow
        ? []
        : from before in earlier.AllLimits
          from after in AllLimits
          where (before.Counter, before.RateLimitOf) == (after.Counter, after.RateLimitOf)
              && (before.Window, before.Scope, before.Algorithm) != (after.Window, after.Scope, after.Algorithm)
          select after.RateLimitOf is { } tool ? $"{after.Counter} of {tool}" : after.Counter;

    /// <summary>Steps 3 to 7 of a decision; no verdict if only the limits are left to ask.</summary>
    internal (Verdict? Verdict, Limit[] Limits) Judge(Call call)
    {
        var tool = Find(call.Tool, out var unavailable);
        return tool is null ? (unavailable, []) : (tool.Judge(call), tool.Limits);
    }

    /// <summary>What applies to a name, or why nothing does.</summary>
    private Tool? Find(string name, out Verdict? unavailable)
    {
        unavailable = null;
        if (IsHidden(name))
            unavailable = Verdict.Deny("hidden", "(hidden)");
        else if (_tools.TryGetValue(name, out var listed))
            return listed;
        else if (!_allowsUnlisted)
            unavailable = Verdict.Deny("not_listed", "(default deny)");
        else if (_tools.Keys.Concat(_hidden).Any(other => ToolNames.ReadsAlike(other, name)))
            unavailable = Verdict.Deny("ambiguous_name", "(ambiguous name)");
        else
            return _unlisted;

        return null;
    }

    private bool IsHidden(string tool) => _hidden.Contains("*") || _hidden.Contains(tool);
}
