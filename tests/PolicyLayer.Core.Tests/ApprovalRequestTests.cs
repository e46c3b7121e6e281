using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests;

public sealed class ApprovalRequestTests
{
    private readonly PolicyEvaluator _evaluator = new(new PolicySet(WithTools("""
        {
          "t": { "action": "require_approval", "reason": "Ask the owner.",
                 "require_approval_if": [{ "path": "args.a", "op": "exists", "value": true }, { "conditions": [] }] },
          "free": {}
        }
        """)));

    [Fact]
    public void A_call_that_needs_a_person_says_what_to_ask()
    {
        var decision = _evaluator.Evaluate(Call());

        var request = decision.ApprovalRequest;
        Assert.NotNull(request);
        Assert.Equal(("t", "Ask the owner."), (request.Tool, request.Message));
        Assert.Equal(["/tools/t/action", "/tools/t/require_approval_if/always"], request.Rules);
        Assert.Equal((PolicyOutcome.ApprovalRequired, false), (decision.Outcome, decision.IsAllowed));
    }

    [Fact]
    public void A_preview_says_the_same() =>
        Assert.Equal(_evaluator.Evaluate(Call()).ApprovalRequest!.Rules, _evaluator.Preview(Call()).ApprovalRequest!.Rules);

    [Fact]
    public void No_other_decision_has_a_request()
    {
        Assert.Null(_evaluator.Evaluate(Call("free")).ApprovalRequest);
        Assert.Null(_evaluator.Evaluate(Call("unlisted")).ApprovalRequest);
        Assert.Null(default(PolicyDecision).ApprovalRequest);
    }

    [Fact]
    public async Task A_guard_does_not_dispatch_it()
    {
        var guarded = await new ToolCallGuard(_evaluator).InvokeAsync(Call(), _ => ValueTask.FromResult("dispatched"));

        Assert.False(guarded.IsDispatched);
        Assert.NotNull(guarded.Decision.ApprovalRequest);
    }
}
