using System.Text.Json;

namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>One condition of a rule.</summary>
internal sealed class Condition(JsonElement document)
{
    private readonly ValuePath _path = new(document.GetProperty("path").GetString()!);
    private readonly string _op = document.GetProperty("op").GetString()!;
    private readonly JsonElement _value = document.GetProperty("value");

    internal string Id => $"{_path.Text}-{_op}";

    internal Result Judge(Call call, Clause clause) => Judge(_path.RootOf(call), [.. _path.Steps], clause);

    private Result Judge(JsonElement value, Step[] steps, Clause clause)
    {
        if (steps is not [var step, .. var rest])
            return ValuePath.IsAbsent(value) ? OfAbsent(clause) : Operators.Judge(_op, value, _value);
        if (!step.IsEvery)
            return ValuePath.Take(value, step) is { } next ? Judge(next, rest, clause) : Result.Mismatch;
        if (ValuePath.IsAbsent(value))
            return OfAbsent(clause);
        if (value.ValueKind != JsonValueKind.Array)
            return Result.Mismatch;

        var results = value.EnumerateArray().Select(element => Judge(element, rest, clause)).ToList();
        return clause == Clause.Require ? Results.All(results) : Results.Any(results);
    }

    private Result OfAbsent(Clause clause) => Results.Of(_op switch
    {
        "exists" => !_value.GetBoolean(),
        "neq" or "not_in" => clause != Clause.Require,
        _ => false,
    });
}
