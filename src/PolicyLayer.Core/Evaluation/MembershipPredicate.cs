namespace PolicyLayer.Core.Evaluation;

/// <summary><c>in</c>, and negated <c>not_in</c>.</summary>
/// <param name="operands">The members of the list, at least one, all of one kind.</param>
/// <param name="negated">Whether the operator is <c>not_in</c>.</param>
internal sealed class MembershipPredicate(Scalar[] operands, bool negated) : Predicate
{
    private const int MaxComparedTexts = 8;

    // Looked up rather than compared one by one, so that a long list and an array of many elements do not multiply.
    private readonly Predicate? _set = operands[0].Kind switch
    {
        ScalarKind.String when operands.Length > MaxComparedTexts => new TextSetPredicate(operands.Select(static operand => operand.Text)),
        ScalarKind.Number => new NumberSetPredicate(operands.Select(static operand => operand.Number)),
        _ => null,
    };

    internal override Judgement Judge(in WrittenValue value)
    {
        var judgement = _set is null ? IsMember(value) : _set.Judge(value);
        return negated ? judgement.Negate() : judgement;
    }

    // Absent is in no list, but only a rule that stops calls may rest on that: a requirement wants the value to be there.
    internal override Judgement JudgeAbsent(RuleClause clause) =>
        negated && clause != RuleClause.Require ? Judgement.Holds : Judgement.Fails;

    private Judgement IsMember(in WrittenValue value)
    {
        foreach (var operand in operands)
        {
            // All operands are of one kind: what one of them cannot be compared with, none can.
            var judgement = operand.Matches(value);
            if (judgement != Judgement.Fails)
                return judgement;
        }

        return Judgement.Fails;
    }
}
