using System.Text.Json;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Writes policies as JSON text.</summary>
internal sealed class PolicyWriter
{
    private static readonly string[] ListedNames = ["t", "u", "u", "a/b~c", "Tool K", "é", "T", " u", "ｖ", "ß", "id"];

    private readonly Dice _dice;
    private readonly RuleWriter _rules;
    private readonly LimitWriter _limits;

    // Rules keep calls from the limits, so some policies have none.
    private readonly bool _hasRules;

    internal PolicyWriter(Dice dice)
    {
        _dice = dice;
        Asks = dice.Chance(30);
        _hasRules = Asks || dice.Chance(60);
        _rules = new(dice);
        _limits = new(dice, _rules);
    }

    /// <summary>Names that policies list, or hide.</summary>
    internal static IReadOnlyList<string> Names { get; } =
        ["t", "t", "t", "t", "t", "t", "t", "t", "t", "u", "u", "u", "a/b~c", "Tool K", "é", "v"];

    /// <summary>Names that read like one of these, or are none.</summary>
    internal static IReadOnlyList<string> OtherNames { get; } =
    [
        "T", " t", "ｔ", "T\u3000", "U", " u", "ｕ", "V", "ｖ", "t\u200b", "tool k", "tool \u212A", "É", "e\u0301", "", "t\n",
        "\ud800", "*", "t\uFE0F", "\u1E9E", "SS", "ss", "\u0131d", "\u0130D", "i\u0307d", "t\u034F", "t\u115F", "\u1160t", "t\u17B4",
        "t\u180B", "t\u2800", "t\u3164", "\uFFA0t", "t\U000E0100", new('t', 128), new('t', 129),
    ];

    internal IReadOnlyList<long> Windows => _limits.Windows;

    /// <summary>Whether the policies often ask a person.</summary>
    internal bool Asks { get; }

    internal string Write()
    {
        _limits.Change();
        var members = new List<string> { "\"version\":\"1\"", $"\"default\":\"{_dice.Pick("deny", "allow", "allow")}\"" };
        if (_dice.Chance(15))
            members.Add($"\"mode\":\"{_dice.Pick("shadow", "shadow", "enforce")}\"");
        if (_dice.Chance(15))
            members.Add($"\"hide\":{JsonSerializer.Serialize(Hidden())}");
        if (_dice.Chance(30))
            members.Add($"\"all_tools\":{{{AllTools()}}}");
        var tools = _dice.Some(3, ListedNames).Prepend("t").Distinct().Select(name => $"\"{name}\":{{{Tool()}}}");
        members.Add($"\"tools\":{{{string.Join(",", tools)}}}");
        return $"{{{string.Join(",", members)}}}";
    }

    private List<string> Hidden() => _dice.Chance(5) ? ["*"] : _dice.Some(2, ["u", "v", "é", "w", "w w", "U", "ｔ"]);

    private string AllTools()
    {
        var members = new List<string>();
        if (_hasRules && _dice.Chance(15))
            members.Add($"\"require\":{_rules.WriteList(1)}");
        if (_hasRules && _dice.Chance(25))
            members.Add($"\"deny_if\":{_rules.WriteList(2)}");
        if (_dice.Chance(50))
            members.Add($"\"limits\":{_limits.WriteList(ofAllTools: true)}");
        return string.Join(",", members);
    }

    private string Tool()
    {
        var members = new List<string>();
        if (Asks && _dice.Chance(40))
            members.Add($"\"action\":\"require_approval\"{_rules.OnDeny("reason")}");
        else if (_dice.Chance(6))
            members.Add($"\"action\":\"{_dice.Pick("allow", "deny", "require_approval")}\"{_rules.OnDeny("reason")}");
        if (_hasRules && _dice.Chance(15))
            members.Add($"\"require\":{_rules.WriteList(2)}");
        if (_hasRules && _dice.Chance(25))
            members.Add($"\"deny_if\":{_rules.WriteList(3)}");
        if (_hasRules && _dice.Chance(Asks ? 40 : 15))
            members.Add($"\"require_approval_if\":{_rules.WriteList(3)}");
        if (_dice.Chance(80))
            members.Add($"\"limits\":{_limits.WriteList(ofAllTools: false)}");
        if (_dice.Chance(20))
            members.Add($"\"rate_limit\":{_limits.RateLimit()}");
        return string.Join(",", members);
    }
}
