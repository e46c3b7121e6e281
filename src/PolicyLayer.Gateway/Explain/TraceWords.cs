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
    internal static string? Explain(Judgement? judgement) => judgement switch
    {
        null or Judgement.Holds or Judgement.Fails => null,
        Judgement.WrongType => "a value of this type cannot be judged here",
        Judgement.WrongElement => "an element of the array cannot be compared",
        Judgement.NotExact => "the number has too many digits to be compared exactly",
        Judgement.TooLong => "the string is too long to be judged",
        Judgement.BrokenText => "the string holds half of a surrogate pair or is not UTF-8",
        Judgement.NotAPath => "not an absolute path, or one that servers may read differently",
        Judgement.WrongStep => "a step of the path leads into a value of the wrong type",
        Judgement.DuplicateKey => "a key on the path occurs twice",
        Judgement.CaseVariant => "a key differs from one on the path only by case",
        _ => Why(judgement),
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
