using System.Text.Json;
using PolicyLayer.TestKit;
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
    public void It_is_made_once_and_bound_to_the_call()
    {
        var decision = _evaluator.Evaluate(Call());
        var again = _evaluator.Evaluate(Call());

        Assert.Same(decision.ApprovalRequest, decision.ApprovalRequest);
        Assert.Equal(decision.ApprovalRequest!.Digest, again.ApprovalRequest!.Digest);
        Assert.NotEqual(decision.ApprovalRequest.Id, again.ApprovalRequest.Id);
        Assert.Matches("^[0-9a-f]{40}$", decision.ApprovalRequest.Id);
        Assert.Matches("^[0-9a-f]{64}$", decision.ApprovalRequest.Digest);
    }

    [Fact]
    public void It_outlives_the_document_of_the_call()
    {
        ApprovalRequest request;
        using (var document = JsonDocument.Parse("""{ "b": 2, "a": 1 }"""))
            request = _evaluator.Evaluate(new("t", document.RootElement, Alice)).ApprovalRequest!;

        Assert.Equal("""{"a":1,"b":2}""", request.Arguments);
    }

    [Fact]
    public void A_preview_says_the_same_and_can_be_approved_by_nobody()
    {
        var request = _evaluator.Preview(Call()).ApprovalRequest!;

        Assert.Equal(_evaluator.Evaluate(Call()).ApprovalRequest!.Rules, request.Rules);
        Assert.Equal(("t", "Ask the owner."), (request.Tool, request.Message));
        Assert.Equal(("", "", "", ""), (request.Id, request.Digest, request.Arguments, request.Grant));
    }

    [Fact]
    public void Arguments_that_could_be_read_in_two_ways_can_be_approved_by_nobody()
    {
        var request = _evaluator.Evaluate(new("t", JsonElement.Parse("""{ "a": 1, "a": 2 }"""), Alice)).ApprovalRequest!;

        Assert.Equal(("", "", ""), (request.Id, request.Digest, request.Arguments));
        Assert.Equal("alice", request.Grant);
    }

    [Fact]
    public void In_shadow_mode_there_is_none()
    {
        var evaluator = new PolicyEvaluator(new PolicySet(Policy.Parse(
            """{ "version": "1", "default": "deny", "mode": "shadow", "tools": { "t": { "action": "require_approval" } } }""")));

        Assert.Null(evaluator.Evaluate(Call()).ApprovalRequest);
    }

    [Fact]
    public void Its_lifetime_is_an_option()
    {
        var clock = new ManualTimeProvider();
        var policies = new PolicySet(WithTools("""{ "t": { "action": "require_approval" } }"""));
        var evaluator = new PolicyEvaluator(policies, new() { ApprovalLifetime = TimeSpan.FromHours(1) }, clock);

        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromHours(1), evaluator.Evaluate(Call()).ApprovalRequest!.ExpiresAt);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new PolicyEvaluator(policies, new() { ApprovalLifetime = TimeSpan.FromMilliseconds(999) }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new PolicyEvaluator(policies, new() { ApprovalLifetime = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) }));
    }

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
