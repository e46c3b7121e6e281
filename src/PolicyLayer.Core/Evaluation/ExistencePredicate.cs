namespace PolicyLayer.Core.Evaluation;

/// <summary><c>exists</c>: whether the value is there. <c>null</c> counts as absent.</summary>
internal sealed class ExistencePredicate(bool shouldExist) : Predicate
{
    internal override Judgement Judge(in WrittenValue value) => shouldExist ? Judgement.Holds : Judgement.Fails;

    internal override Judgement JudgeAbsent(RuleClause clause) => shouldExist ? Judgement.Fails : Judgement.Holds;
}
