using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>One condition of a rule: a path and what its value is judged by. Immutable.</summary>
internal sealed class Condition(ValuePath path, Predicate predicate)
{
    /// <summary>Judges the condition on one call, as part of a rule of <paramref name="clause"/>.</summary>
    internal Judgement Judge(in ToolCall call, RuleClause clause) =>
        Judge(path.Resolve(call, out var value), value, wildcard: 0, clause);

    private Judgement Judge(Resolution resolution, in JsonElement value, int wildcard, RuleClause clause) => resolution switch
    {
        Resolution.Absent => predicate.JudgeAbsent(clause),
        Resolution.Mismatch => Judgement.Mismatch,
        _ when wildcard < path.Wildcards => JudgeElements(value, wildcard, clause),
        _ => EscapedText.IsWellFormed(value) ? predicate.Judge(value) : Judgement.Mismatch,
    };

    // A requirement must hold for every element, other rules look for any. Each element is seen once, however many [*] there
    // are, so the work is bounded by the size of the arguments.
    private Judgement JudgeElements(in JsonElement list, int wildcard, RuleClause clause)
    {
        if (list.ValueKind != JsonValueKind.Array)
            return Judgement.Mismatch;

        var (settled, result) = clause == RuleClause.Require
            ? (Judgement.Fails, Judgement.Holds)
            : (Judgement.Holds, Judgement.Fails);
        foreach (var element in list.EnumerateArray())
        {
            var judgement = Judge(path.ResolveFrom(element, wildcard, out var value), value, wildcard + 1, clause);
            if (judgement == settled)
                return settled;
            if (judgement == Judgement.Mismatch)
                result = Judgement.Mismatch;
        }

        return result;
    }
}
