namespace PolicyLayer.Core.Evaluation;

/// <summary>What a condition judges a value by: an operator with its operand. Immutable.</summary>
internal abstract class Predicate
{
    /// <summary>Judges a value that is there and is not <c>null</c>.</summary>
    internal abstract Judgement Judge(in WrittenValue value);

    /// <summary>The result where the value is absent or <c>null</c>, in a rule of <paramref name="clause"/>: never a mismatch.</summary>
    internal virtual Judgement JudgeAbsent(RuleClause clause) => Judgement.Fails;
}
