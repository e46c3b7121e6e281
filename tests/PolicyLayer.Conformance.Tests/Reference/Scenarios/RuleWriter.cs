namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Writes rules as JSON text, of conditions that the arguments of calls can meet.</summary>
internal sealed class RuleWriter(Dice dice)
{
    private static readonly string[] NumberPaths =
    [
        "args.n", "args.n", "args.o.n", "args.items[0].n", "args.items[*].n", "args.list[*]", "args.list[1]", "args[\\\"a b\\\"]",
        "context.n", "context.o.n", "args.grid[*][*]", "args.grid[*][*]", "args.grid[*][0]", "args.items[*].list[*]",
    ];

    private static readonly string[] TextPaths =
    [
        "args.s", "args.s", "args[\\\"s\\\"]", "args[\\\"\\\\u0073\\\"]", "args.k", "args.o.s", "args.items[*].s",
        "args.tags[*]", "args.tags[0]", "args.é", "context.s", "context.k", "context.tags[*]", "args.items[*].tags[*]",
    ];

    private static readonly string[] AnyPaths =
    [
        .. NumberPaths, .. TextPaths, "args.o", "args.items", "args.list", "args.tags", "args.flag", "args.file", "args.x",
        "args.n.n", "args.s[0]", "context.flag",
    ];

    private static readonly string[] Names = ["n", "a~b/c", "always", "args.n-gt", "n#2", "é"];

    /// <summary>A list of rules.</summary>
    internal string WriteList(int most) =>
        $"[{string.Join(",", Enumerable.Range(0, dice.Between(1, most)).Select(_ => Rule()))}]";

    /// <summary>An optional text for the agent, with a comma before it.</summary>
    internal string OnDeny(string key = "on_deny") =>
        dice.Chance(20) ? $",\"{key}\":\"{dice.Pick("Not so.", "Nein, é!", "")}\"" : "";

    private string Rule()
    {
        var name = dice.Chance(15) ? $",\"name\":\"{dice.Pick(Names)}\"" : "";
        if (dice.Chance(60))
            return $"{{{Condition()}{name}{OnDeny()}}}";

        var conditions = Enumerable.Range(0, dice.Pick(0, 1, 2, 2, 3)).Select(_ => $"{{{Condition()}}}");
        return $"{{\"conditions\":[{string.Join(",", conditions)}]{name}{OnDeny()}}}";
    }

    private string Condition()
    {
        var (path, op, value) = dice.Between(0, 9) switch
        {
            < 3 => (dice.Pick(NumberPaths), dice.Pick("lt", "lte", "gt", "gte"), dice.Pick(Values.Numbers)),
            3 => Equality(NumberPaths, Values.Numbers),
            < 6 => Equality(TextPaths, Values.Texts),
            6 => (dice.Pick(TextPaths), "regex", dice.Pick(Values.Patterns)),
            7 => (dice.Pick(TextPaths), dice.Pick("starts_with", "ends_with", "contains"), dice.Pick(Values.Texts)),
            8 => dice.Chance(50)
                ? ("args.file", "path_within", dice.Chance(50) ? dice.Pick(Values.Directories) : List(Values.Directories))
                : Containment(),
            _ => (dice.Pick(AnyPaths), "exists", dice.Pick("true", "false")),
        };
        if (dice.Chance(8))
            path = dice.Pick(AnyPaths);
        return $"\"path\":\"{path}\",\"op\":\"{op}\",\"value\":{value}";
    }

    private (string Path, string Op, string Value) Equality(string[] paths, IReadOnlyList<string> values) => dice.Chance(50)
        ? (dice.Pick(paths), dice.Pick("eq", "neq"), dice.Chance(90) ? dice.Pick(values) : dice.Pick("true", "false"))
        : (dice.Pick(paths), dice.Pick("in", "not_in"), List(values));

    private (string Path, string Op, string Value) Containment() => dice.Between(0, 2) switch
    {
        0 => (dice.Pick("args.tags", "args.items[*].tags", "context.tags"), "contains", dice.Pick(Values.Texts)),
        1 => (dice.Pick("args.list", "args.o.list"), "contains", dice.Pick(Values.Numbers)),
        _ => (dice.Pick("args.flag", "args.tags"), dice.Pick("eq", "contains"), dice.Pick("true", "false")),
    };

    private string List(IReadOnlyList<string> values) =>
        $"[{string.Join(",", Enumerable.Range(0, dice.Between(1, 3)).Select(_ => dice.Pick(values)))}]";
}
