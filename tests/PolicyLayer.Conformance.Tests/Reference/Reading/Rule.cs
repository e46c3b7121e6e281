using System.Text.Json;

namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>A rule with its pointer.</summary>
internal sealed class Rule
{
    private readonly Clause _clause;
    private readonly Condition[] _conditions;

    private Rule(JsonElement document, Clause clause, string pointer, string id, Condition[] conditions)
    {
        _clause = clause;
        _conditions = conditions;
        Pointer = $"{pointer}/{id}";
        Text = PolicyText.Optional(document, "on_deny");
    }

    internal string Pointer { get; }

    internal string? Text { get; }

    /// <summary>The code of the denial.</summary>
    internal string Code => _clause == Clause.Require ? "requirement_failed" : "deny_rule_matched";

    /// <summary>Whether the rule denies every call: it has no condition that could fail.</summary>
    internal bool StopsAll => _clause == Clause.DenyIf && _conditions.Length == 0;

    /// <summary>Whether the rule denies a call, or asks for a person.</summary>
    internal bool Stops(Call call)
    {
        var result = Results.All([.. _conditions.Select(condition => condition.Judge(call, _clause))]);
        return _clause == Clause.Require ? result != Result.Holds : result != Result.Fails;
    }

    /// <summary>The rules of one list of a document's object, in order.</summary>
    internal static IEnumerable<Rule> ReadAll(JsonElement owner, Clause clause, string pointer)
    {
        var list = clause switch
        {
            Clause.Require => "require",
            Clause.DenyIf => "deny_if",
            _ => "require_approval_if",
        };
        var taken = new HashSet<string>();
        foreach (var document in PolicyText.Elements(owner, list))
        {
            Condition[] conditions = document.TryGetProperty("conditions", out var several)
                ? [.. several.EnumerateArray().Select(static one => new Condition(one))]
                : [new Condition(document)];
            var id = PolicyText.Escape(PolicyText.Optional(document, "name") ?? (conditions.Length == 0
                ? "always"
                : string.Join('+', conditions.Select(static condition => condition.Id))));
            yield return new(document, clause, $"{pointer}/{list}", Unique(id, taken), conditions);
        }
    }

    private static string Unique(string id, HashSet<string> taken)
    {
        var unique = id;
        for (var count = 2; !taken.Add(unique); count++)
            unique = $"{id}#{count}";
        return unique;
    }
}
