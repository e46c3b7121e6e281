using System.Text.Json;
using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Explain;

/// <summary>The words for what a trace says: stable ones for programs, and what they mean for people.</summary>
internal static class TraceWords
{
    internal static string Result(Judgement? judgement) => judgement switch
    {
        null => "not_reached",
        Judgement.Holds => "holds",
        Judgement.Fails => "fails",
        _ => "mismatch",
    };

    /// <summary>Why something is a mismatch; <see langword="null"/> if it is none.</summary>
    internal static string? Why(Judgement? judgement) =>
        Result(judgement) == "mismatch" ? JsonNamingPolicy.SnakeCaseLower.ConvertName($"{judgement}") : null;

    /// <summary>The same as a sentence.</summary>
    internal static string? Explain(string? why) => why switch
    {
        "wrong_type" => "a value of this type cannot be judged here",
        "wrong_element" => "an element of the array cannot be compared",
        "not_exact" => "the number has too many digits to be compared exactly",
        "too_long" => "the string is too long to be judged",
        "broken_text" => "the string holds half of a surrogate pair or is not UTF-8",
        "not_a_path" => "not an absolute path, or one that servers may read differently",
        "wrong_step" => "a step of the path leads into a value of the wrong type",
        "duplicate_key" => "a key on the path occurs twice",
        "case_variant" => "a key differs from one on the path only by case",
        _ => why,
    };

    /// <summary>The type of a value; <see langword="null"/> if it has none.</summary>
    internal static string? Type(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => null,
    };

    internal static string? Type(ConditionTrace condition) => condition.IsAbsent ? "absent" : Type(condition.ValueKind);

    internal static string? CostType(LimitTrace limit)
    {
        var isAbsent = limit is { CostPath: not null, CostJudgement: Judgement.Fails, CostKind: JsonValueKind.Undefined };
        return isAbsent ? "absent" : Type(limit.CostKind);
    }
}
