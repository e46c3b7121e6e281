using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary><c>in</c>, and negated <c>not_in</c>.</summary>
/// <param name="operands">The members of the list, at least one, all of one kind.</param>
/// <param name="negated">Whether the operator is <c>not_in</c>.</param>
internal sealed class MembershipPredicate(Scalar[] operands, bool negated) : Predicate
{
    internal override Judgement Judge(in JsonElement value) => throw new NotSupportedException($"{operands}");

    // Absent differs from any value, but only a denial may rest on that: a requirement wants the value to be there.
    internal override Judgement JudgeAbsent(RuleClause clause) =>
        negated && clause == RuleClause.DenyIf ? Judgement.Holds : Judgement.Fails;
}
