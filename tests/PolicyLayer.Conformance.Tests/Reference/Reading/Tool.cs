using System.Text.Json;

namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>What a policy says of one tool, what it says of all tools included.</summary>
internal sealed class Tool
{
    private readonly string _pointer;
    private readonly string? _action;
    private readonly string? _reason;
    private readonly Rule[] _denials;
    private readonly Rule[] _approvals;

    /// <summary>A tool of a policy.</summary>
    /// <param name="allTools">What is said of all tools; undefined if nothing is.</param>
    /// <param name="name">The name; empty for one that is not listed.</param>
    /// <param name="document">What is said of the tool; an empty object for one that is not listed.</param>
    internal Tool(JsonElement allTools, string name, JsonElement document)
    {
        _pointer = $"/tools/{PolicyText.Escape(name)}";
        _action = PolicyText.Optional(document, "action");
        _reason = PolicyText.Optional(document, "reason");
        _denials =
        [
            .. Rule.ReadAll(allTools, Clause.Require, "/all_tools"),
            .. Rule.ReadAll(allTools, Clause.DenyIf, "/all_tools"),
            .. Rule.ReadAll(document, Clause.Require, _pointer),
            .. Rule.ReadAll(document, Clause.DenyIf, _pointer),
        ];
        _approvals = [.. Rule.ReadAll(document, Clause.RequireApprovalIf, _pointer)];
        Limits =
        [
            .. PolicyText.Elements(document, "limits").Select(limit => new Limit(limit, _pointer)),
            .. RateLimit(document, name),
            .. PolicyText.Elements(allTools, "limits").Select(static limit => new Limit(limit, "/all_tools")),
        ];
    }

    /// <summary>Whether the policy denies every call of the tool, so that nothing else is looked at.</summary>
    internal bool IsDenied => _action == "deny";

    /// <summary>Whether a call can be allowed at all, once a person has approved it.</summary>
    internal bool CanAllow => !IsDenied && !_denials.Any(static rule => rule.StopsAll);

    /// <summary>The limits in the order in which they are reported.</summary>
    internal Limit[] Limits { get; }

    /// <summary>Steps 5 to 7 of a decision; <see langword="null"/> if only the limits are left to ask.</summary>
    internal Verdict? Judge(Call call)
    {
        if (IsDenied)
            return Verdict.Deny("denied_by_action", $"{_pointer}/action", _reason);
        if (_denials.FirstOrDefault(rule => rule.Stops(call)) is { } denial)
            return Verdict.Deny(denial.Code, denial.Pointer, denial.Text);

        List<(string Pointer, string? Text)> asks = _action == "require_approval" ? [($"{_pointer}/action", _reason)] : [];
        asks.AddRange(_approvals.Where(rule => rule.Stops(call)).Select(static rule => (rule.Pointer, rule.Text)));
        return asks is [var first, ..]
            ? new("approval_required", "approval_required", first.Pointer, first.Text)
            {
                Asks = [.. asks.Select(static ask => ask.Pointer)],
            }
            : null;
    }

    private IEnumerable<Limit> RateLimit(JsonElement document, string name) =>
        document.TryGetProperty("rate_limit", out var rateLimit) ? [new(rateLimit, _pointer, name)] : [];
}
