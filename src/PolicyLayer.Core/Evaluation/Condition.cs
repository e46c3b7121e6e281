using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>One condition of a rule: a path and what its value is judged by. Immutable.</summary>
/// <param name="text">The condition as the policy writes it.</param>
/// <param name="path">Where the value is.</param>
/// <param name="predicate">What the value is judged by.</param>
/// <param name="slot">Where the tool's <see cref="MemberIndex"/> has the first step of the path; -1 if it has not.</param>
internal sealed class Condition(ConditionText text, ValuePath path, Predicate predicate, int slot = -1)
{
    /// <summary>Judges the condition on one call, as part of a rule of <paramref name="clause"/>.</summary>
    internal Judgement Judge(in JudgedCall call, RuleClause clause) => slot >= 0 && path.IsOneStep && !call.Members.IsEmpty
        ? Judge(call.Members[slot], clause)
        : Judge(Resolve(call, out var value), value, wildcard: 0, clause, watch: null);

    /// <summary>Judges the condition, and says what it saw.</summary>
    internal ConditionTrace Explain(in JudgedCall call, RuleClause clause, bool withValues)
    {
        var resolution = Resolve(call, out var value);
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

    private Resolution Resolve(in JudgedCall call, out JsonElement value) => slot >= 0 && !call.Members.IsEmpty
        ? path.ResolveFrom(call.Members[slot], out value)
        : path.Resolve(call.Call, out value);

    private Judgement Judge(
        Resolution resolution, in JsonElement value, int wildcard, RuleClause clause, ElementWatch? watch) => resolution switch
        {
            Resolution.Absent => predicate.JudgeAbsent(clause),
            Resolution.Found when wildcard < path.Wildcards => JudgeElements(value, wildcard, clause, watch),
            Resolution.Found => Judge(new WrittenValue(in value)),
            _ => resolution.ToJudgement(),
        };

    // What nearly all conditions come to: the member itself is judged where it was found.
    private Judgement Judge(in FoundMember member, RuleClause clause)
    {
        if (member.Resolution == Resolution.Absent)
            return predicate.JudgeAbsent(clause);
        if (member.IsAmbiguous)
            return member.Resolution.ToJudgement();

        var value = new WrittenValue(in member.Value);
        return value.IsNull ? predicate.JudgeAbsent(clause) : Judge(value);
    }

    private Judgement Judge(in WrittenValue value) =>
        EscapedText.IsWellFormed(value) ? predicate.Judge(value) : Judgement.BrokenText;

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
