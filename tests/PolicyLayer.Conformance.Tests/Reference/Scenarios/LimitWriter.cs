namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Writes limits as JSON text. Counters keep their shapes through a scenario, unless a policy changes them.</summary>
internal sealed class LimitWriter(Dice dice, RuleWriter texts)
{
    private static readonly string[] CostPaths = ["args.n", "args.n", "args.o.n", "args[\\\"a b\\\"]"];

    private readonly Dictionary<string, CounterShape> _shapes = [];

    /// <summary>The windows in use, in ticks.</summary>
    internal IReadOnlyList<long> Windows => [.. _shapes.Values.Select(static shape => shape.Ticks), TimeSpan.TicksPerSecond];

    /// <summary>Lets the shapes of a next policy differ a little.</summary>
    internal void Change()
    {
        foreach (var (counter, shape) in _shapes.ToList())
        {
            if (dice.Chance(40))
                _shapes[counter] = dice.Chance(60) ? NewShape() : WithOtherNumbers(shape);
        }
    }

    internal string WriteList(bool ofAllTools)
    {
        string[] counters = ofAllTools ? ["g", "h"] : ["c", "d", "e", "rate_limit", "a/b~c"];
        var names = dice.Some(3, counters);
        return $"[{string.Join(",", names.Select(name => Limit(name, ofAllTools)))}]";
    }

    internal string RateLimit() => $"{{\"max\":{dice.Between(1, 3)},\"window\":{dice.Pick(1, 7, 60)}}}";

    private string Limit(string counter, bool ofAllTools)
    {
        if (!_shapes.TryGetValue(counter, out var shape))
            _shapes[counter] = shape = NewShape();

        var cost = dice.Between(0, 9) switch
        {
            < 5 => "",
            < 7 => $",\"increment\":{Math.Max(1, shape.Capacity / dice.Pick(1, 2, 3, 5))}",
            _ => ofAllTools ? "" : $",\"increment_from\":\"{dice.Pick(CostPaths)}\"",
        };
        var refund = dice.Chance(40) ? $",\"refund\":\"{dice.Pick("on_error", "never", "not_dispatched")}\"" : "";
        return $"{{\"counter\":\"{counter}\",{shape.Json}{cost}{refund}{texts.OnDeny()}}}";
    }

    private CounterShape NewShape()
    {
        var algorithm = dice.Pick("sliding_window", "sliding_window", "fixed_window", "token_bucket");
        return new(
            dice.Pick("\"second\"", "\"minute\"", "\"hour\"", "\"day\"", "1", "7", "7", "64", "100", "86399", "2678400"),
            algorithm,
            dice.Pick("grant", "grant", "session", "server"),
            Max(algorithm),
            algorithm == "token_bucket" && dice.Chance(60) ? Math.Max(1, Max(algorithm)) : null);
    }

    private CounterShape WithOtherNumbers(CounterShape shape) =>
        shape with { Max = Max(shape.Algorithm), Burst = shape.Burst is null ? null : Math.Max(1, Max(shape.Algorithm)) };

    // The other algorithms cannot hold so much of any window.
    private long Max(string algorithm) => dice.Chance(3) && algorithm == "sliding_window"
        ? 1_000_000_000_000
        : dice.Pick(1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 5, 5, 10, 60, 128, 129, 1000, 0);
}
