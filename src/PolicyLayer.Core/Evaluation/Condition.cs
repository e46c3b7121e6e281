namespace PolicyLayer.Core.Evaluation;

/// <summary>One condition of a rule: a path and what its value is judged by. Immutable.</summary>
internal sealed class Condition(ValuePath path, Predicate predicate)
{
    /// <summary>Judges the condition on one call, as part of a rule of <paramref name="clause"/>.</summary>
    internal Judgement Judge(in ToolCall call, RuleClause clause) => path.Resolve(call, out var value) switch
    {
        Resolution.Found => EscapedText.IsWellFormed(value) ? predicate.Judge(value) : Judgement.Mismatch,
        Resolution.Absent => predicate.JudgeAbsent(clause),
        _ => Judgement.Mismatch,
    };
}
