using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>One condition of a rule: a path and what its value is judged by. Immutable.</summary>
internal sealed class Condition(ConditionText text, ValuePath path, Predicate predicate)
{
    /// <summary>Judges the condition on one call, as part of a rule of <paramref name="clause"/>.</summary>
    internal Judgement Judge(in ToolCall call, RuleClause clause) =>
        Judge(path.Resolve(call, out var value), value, wildcard: 0, clause, watch: null);

    /// <summary>Judges the condition, and says what it saw.</summary>
    internal ConditionTrace Explain(in ToolCall call, RuleClause clause, bool withValues)
    {
        var resolution = path.Resolve(call, out var value);
        if (path.Wildcards == 0)
            return new(text, Judge(resolution, value, wildcard: 0, clause, watch: null), value, withValues);

        var watch = new ElementWatch();
        var judgement = Judge(resolution, value, wildcard: 0, clause, watch);
        var isList = resolution == Resolution.Found && value.ValueKind == JsonValueKind.Array;
        return isList
            ? new(text, judgement, watch.Value, withValues, watch.Elements, watch.Place)
            : new(text, judgement, value, withValues);
    }

    internal ConditionTrace NotReached() => new(text, judgement: null, value: default, withValue: false);

    private Judgement Judge(
        Resolution resolution, in JsonElement value, int wildcard, RuleClause clause, ElementWatch? watch) => resolution switch
        {
            Resolution.Absent => predicate.JudgeAbsent(clause),
            Resolution.Found when wildcard < path.Wildcards => JudgeElements(value, wildcard, clause, watch),
            Resolution.Found => EscapedText.IsWellFormed(value) ? predicate.Judge(value) : Judgement.BrokenText,
            _ => resolution.ToJudgement(),
        };

    // A requirement must hold for every element, other rules look for any. Each element is seen once, however many [*] there
    // are, so the work is bounded by the size of the arguments.
    private Judgement JudgeElements(in JsonElement list, int wildcard, RuleClause clause, ElementWatch? watch)
    {
        if (list.ValueKind != JsonValueKind.Array)
            return Judgement.WrongStep;

        var (settled, result) = clause == RuleClause.Require
            ? (Judgement.Fails, Judgement.Holds)
            : (Judgement.Holds, Judgement.Fails);
        foreach (var element in list.EnumerateArray())
        {
            watch?.Enter(wildcard);
            var judgement = Judge(path.ResolveFrom(element, wildcard, out var value), value, wildcard + 1, clause, watch);
            watch?.Leave(wildcard, value, judgement, settles: judgement == settled);
            if (judgement == settled)
                return settled;
            if (judgement.IsMismatch() && !result.IsMismatch())
                result = judgement;
        }

        return result;
    }
}
