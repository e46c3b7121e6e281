namespace PolicyLayer.Core.Evaluation;

/// <summary><c>eq</c>, and negated <c>neq</c>.</summary>
internal sealed class EqualityPredicate(Scalar operand, bool negated) : Predicate
{
    internal override Judgement Judge(in WrittenValue value)
    {
        var judgement = operand.Matches(value);
        return negated ? judgement.Negate() : judgement;
    }

    // Absent differs from any value, but only a rule that stops calls may rest on that: a requirement wants it to be there.
    internal override Judgement JudgeAbsent(RuleClause clause) =>
        negated && clause != RuleClause.Require ? Judgement.Holds : Judgement.Fails;
}
