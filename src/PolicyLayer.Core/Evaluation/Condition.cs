namespace PolicyLayer.Core.Evaluation;

/// <summary>One condition of a rule: a path and what its value is judged by. Immutable.</summary>
internal sealed class Condition(ValuePath path, Predicate predicate)
{
    internal Judgement Judge(in ToolCall call, RuleClause clause) => throw new NotSupportedException($"{path} {predicate} {clause}");
}
