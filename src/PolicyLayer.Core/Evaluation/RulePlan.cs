namespace PolicyLayer.Core.Evaluation;

/// <summary>A rule ready to be judged: its conditions, and the verdict if it denies or asks. Immutable.</summary>
/// <param name="clause">The list the rule stands in.</param>
/// <param name="conditions">The conditions, all of which must hold for the rule to hold; none always holds.</param>
/// <param name="verdict">The decision if the rule stops the call.</param>
internal sealed class RulePlan(RuleClause clause, Condition[] conditions, Verdict verdict)
{
    internal Verdict Verdict => verdict;

    /// <summary>Whether no call can pass the rule, as it asks for nothing.</summary>
    internal bool StopsEverything => clause == RuleClause.DenyIf && conditions.Length == 0;

    /// <summary>Whether the rule keeps the call from passing. What cannot be judged does so in every clause.</summary>
    internal bool Stops(in JudgedCall call) => Stops(Judge(call));

    /// <summary>Judges the rule and each of its conditions, also those behind one that fails.</summary>
    internal RuleTrace Explain(in JudgedCall call, bool withValues)
    {
        var traces = new ConditionTrace[conditions.Length];
        for (var i = 0; i < traces.Length; i++)
            traces[i] = conditions[i].Explain(call, clause, withValues);

        var judgement = Judge(call);
        return new(verdict.Rule, judgement, Stops(judgement), traces);
    }

    internal RuleTrace NotReached() =>
        new(verdict.Rule, judgement: null, stops: false, Array.ConvertAll(conditions, static condition => condition.NotReached()));

    private bool Stops(Judgement judgement) =>
        judgement != (clause == RuleClause.Require ? Judgement.Holds : Judgement.Fails);

    private Judgement Judge(in JudgedCall call)
    {
        var result = Judgement.Holds;
        foreach (var condition in conditions)
        {
            var judgement = condition.Judge(call, clause);
            if (judgement == Judgement.Fails)
                return Judgement.Fails;
            if (result == Judgement.Holds)
                result = judgement;
        }

        return result;
    }
}
