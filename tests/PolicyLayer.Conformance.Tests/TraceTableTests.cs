using PolicyLayer.Core;

namespace PolicyLayer.Conformance.Tests;

/// <summary>A trace explains the decision that is made, on every call of every table.</summary>
public sealed class TraceTableTests
{
    [Theory]
    [MemberData(nameof(DecisionTableTests.Runs), MemberType = typeof(DecisionTableTests))]
    public async Task The_trace_of_a_call_comes_to_the_decision_that_the_table_names(string file, CallForm form)
    {
        var table = DecisionTable.Read(file);
        var run = new TableRun(table, form);
        var failures = new List<string>();
        foreach (var item in table.Cases.SelectMany(static item => Enumerable.Repeat(item, item.Times)))
        {
            var trace = run.Explain(item.Call);
            var explained = item with { Expect = item.Expect.BeforeTheCall };
            failures.AddRange(explained.FailuresOf(ExpectedDecision.Of(trace.Decision)));
            failures.AddRange(Contradictions(trace).Select(problem => $"{item.Name}: {problem}"));

            // A trace that had consumed anything would show in this decision or a later one.
            failures.AddRange(item.FailuresOf(await run.MakeAsync(item.Call)));
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    private static IEnumerable<string> Contradictions(DecisionTrace trace)
    {
        var (code, rule) = trace.Decision.Shadow is { } shadow ? (shadow.Code, shadow.Rule) : (trace.Decision.Code, trace.Decision.Rule);
        var stopping = trace.Rules.Concat(trace.Approvals).FirstOrDefault(static step => step.Stops);
        var isByRule = code is DecisionCodes.RequirementFailed or DecisionCodes.DenyRuleMatched or DecisionCodes.ApprovalRequired;
        if (stopping?.Rule != (isByRule ? rule : null))
            yield return $"{code} at '{rule}', but the rule that stops is '{stopping?.Rule}'";

        var afterDenial = trace.Rules.SkipWhile(static step => !step.Stops).Skip(1);
        if (afterDenial.Any(static step => step.Judgement is not null))
            yield return "a rule behind the one that denies was reached";

        // A cost that is more than there ever is was not asked for; one that is more than is left for good was.
        var usage = trace.Decision.Shadow?.Usage ?? trace.Decision.Usage;
        var isCharged = code is DecisionCodes.Allowed or DecisionCodes.RateLimited or DecisionCodes.CounterCapacity
            || (code == DecisionCodes.CostExceedsLimit && usage.Count > 0);
        if (trace.Limits.Any(limit => (limit.CostJudgement == Judgement.Holds && limit.Remaining is not null) != isCharged))
            yield return $"{code}, but the limits say otherwise";

        var uncharged = trace.Limits.FirstOrDefault(static limit => limit.CostJudgement is not null and not Judgement.Holds);
        if (uncharged?.Rule != (!isCharged && code is DecisionCodes.CostInvalid or DecisionCodes.CostExceedsLimit ? rule : null))
            yield return $"{code} at '{rule}', but the limit that cannot be charged is '{uncharged?.Rule}'";

        foreach (var step in trace.Rules.Concat(trace.Approvals).Where(static step => step.Judgement is not null))
        {
            if (step.Judgement != Combine(step.Conditions))
                yield return $"{step.Rule} is {step.Judgement}, its conditions {string.Join(", ", step.Conditions.Select(static one => one.Judgement))}";
        }

        if (trace.Rules.Concat(trace.Approvals).SelectMany(static step => step.Conditions).Any(static one => one.Value is not null)
            || trace.Limits.Any(static limit => limit is { CostPath: not null, Cost: not null }))
        {
            yield return "a value is told that nobody asked for";
        }
    }

    // A condition that fails decides for the rule, else the first that cannot be judged.
    private static Judgement Combine(IReadOnlyList<ConditionTrace> conditions)
    {
        var results = conditions.Select(static condition => condition.Judgement!.Value).ToList();
        return results.Contains(Judgement.Fails) ? Judgement.Fails : results.FirstOrDefault(static one => one != Judgement.Holds);
    }
}
