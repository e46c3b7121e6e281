using PolicyLayer.Core;
using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Interleaving.Tests.Breaks;

/// <summary>A look that found a limit used up, and has to be taken again because another one's counter was replaced.</summary>
public sealed class OvertakenRefusalTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_call_that_is_charged_when_it_looks_again_is_admitted()
    {
        var evaluator = new PolicyEvaluator(PoliciesOf(maxOfLast: 5), timeProvider: _clock);
        var first = evaluator.Evaluate(Call("first"));
        Assert.True(first.IsAllowed && evaluator.Evaluate(Call("last")).IsAllowed);
        var late = Stalled<PolicyDecision>.At(Step.CounterMissing, () => evaluator.Evaluate(Call("all")));
        Assert.True(late.IsStalled);

        Assert.True(evaluator.Evaluate(Call("missing")).IsAllowed);
        evaluator.Update(PoliciesOf(maxOfLast: 6));
        Assert.True(evaluator.Evaluate(Call("last")).IsAllowed);
        first.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.Equal(DecisionCodes.Allowed, late.Finish().Code);
        Assert.Equal(DecisionCodes.RateLimited, evaluator.Evaluate(Call("first")).Code);
    }

    private static PolicySet PoliciesOf(int maxOfLast)
    {
        var (first, missing, last) = (Limit("first", 1), Limit("missing", 5), Limit("last", maxOfLast));
        return new(WithTools($$"""
            {
              "all": { "limits": [{{first}}, {{missing}}, {{last}}] },
              "first": { "limits": [{{first}}] }, "missing": { "limits": [{{missing}}] }, "last": { "limits": [{{last}}] }
            }
            """));
    }
}
