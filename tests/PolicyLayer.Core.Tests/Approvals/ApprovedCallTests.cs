using System.Text.Json;
using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Approvals.ApprovalSetting;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Approvals;

public sealed class ApprovedCallTests : IDisposable
{
    private readonly ApprovalSetting _setting = new();

    public static TheoryData<string, string> SameArguments => new()
    {
        { Arguments, """{"to":{"bank":"b","name":"Zoë"},"amount":5}""" },
        { Arguments, """{ "amount" : 5 , "to": { "name": "Zo\u00eb", "\u0062ank": "b" } }""" },
        { "null", "null" },
        { "{}", "{ }" },
    };

    public static TheoryData<string> OtherArguments =>
    [
        """{ "amount": 6, "to": { "name": "Zoë", "bank": "b" } }""",
        """{ "amount": 5.0, "to": { "name": "Zoë", "bank": "b" } }""",
        """{ "amount": 5e0, "to": { "name": "Zoë", "bank": "b" } }""",
        """{ "amount": "5", "to": { "name": "Zoë", "bank": "b" } }""",
        """{ "amount": [5], "to": { "name": "Zoë", "bank": "b" } }""",
        """{ "Amount": 5, "to": { "name": "Zoë", "bank": "b" } }""",
        """{ "amount": 5, "to": { "name": "Zoe\u0308", "bank": "b" } }""",
        """{ "amount": 5, "to": { "name": "b", "bank": "Zoë" } }""",
        """{ "amount": 5, "to": { "name": "Zoë", "bank": "b", "extra": null } }""",
        """{ "amount": 5, "amount": 5, "to": { "name": "Zoë", "bank": "b" } }""",
        """{ "amount": 5, "name": "Zoë", "to": { "bank": "b" } }""",
        """{ "amount": 5 }""",
        "{}",
        "null",
    ];

    public static TheoryData<string, string, string?> OtherCallers => new()
    {
        { "server", "bob", "session-1" },
        { "other", "alice", "session-1" },
        { "server", "alice", "session-2" },
        { "server", "alice", null },
        { "server", "alice", "" },
        { "servera", "lice", "session-1" },
        { "server", "Alice", "session-1" },
    };

    public void Dispose() => _setting.Dispose();

    [Theory]
    [MemberData(nameof(SameArguments))]
    public async Task An_approved_call_is_admitted_and_charged_once(string asked, string called)
    {
        var ticket = await _setting.ApprovedAsync(Transfer(arguments: asked));

        var first = await _setting.Evaluator.EvaluateApprovedAsync(Transfer(arguments: called), ticket);
        var second = await _setting.Evaluator.EvaluateApprovedAsync(Transfer(arguments: called), ticket);

        Assert.Equal((true, DecisionCodes.Allowed, 1L), (first.IsAllowed, first.Code, first.Usage[0].Remaining));
        AssertInvalid(second);
        Assert.Equal([1], await _setting.LeftAsync("t"));
    }

    [Fact]
    public async Task Both_forms_of_the_same_arguments_are_the_same_call()
    {
        var members = JsonElement.Parse(Arguments).EnumerateObject().Reverse().ToDictionary(member => member.Name, member => member.Value);

        var ticket = await _setting.ApprovedAsync(Transfer());

        Assert.True((await _setting.Evaluator.EvaluateApprovedAsync(new("t", members, Alice), ticket)).IsAllowed);
    }

    [Theory]
    [MemberData(nameof(OtherArguments))]
    public async Task Other_arguments_are_another_call(string arguments)
    {
        var ticket = await _setting.ApprovedAsync(Transfer());

        await AssertInvalidAndUnspentAsync(Transfer(arguments: arguments), ticket);
    }

    [Theory]
    [MemberData(nameof(OtherCallers))]
    public async Task Another_caller_makes_another_call(string server, string grant, string? session)
    {
        var ticket = await _setting.ApprovedAsync(Transfer());

        await AssertInvalidAndUnspentAsync(Transfer(caller: new(server, grant, session)), ticket);
    }

    [Fact]
    public async Task Another_tool_is_another_call()
    {
        var ticket = await _setting.ApprovedAsync(Transfer());

        await AssertInvalidAndUnspentAsync(Transfer("u"), ticket);
    }

    [Fact]
    public async Task No_arguments_are_not_an_empty_object()
    {
        var ticket = await _setting.ApprovedAsync(Policies.Call());

        await AssertInvalidAndUnspentAsync(Transfer(arguments: "{}"), ticket, honest: Transfer(arguments: "null"));
    }

    [Fact]
    public async Task A_changed_policy_needs_a_new_approval()
    {
        var ticket = await _setting.ApprovedAsync(Transfer());
        var changed = Tools.Replace("\"c\"", "\"other\"", StringComparison.Ordinal);
        _setting.Evaluator.Update(new PolicySet(WithTools(changed)));

        AssertInvalid(await _setting.Evaluator.EvaluateApprovedAsync(Transfer(), ticket));

        _setting.Evaluator.Update(new PolicySet(WithTools(Tools, "under another name")));
        Assert.True((await _setting.Evaluator.EvaluateApprovedAsync(Transfer(), ticket)).IsAllowed);
    }

    [Fact]
    public async Task An_approval_that_is_too_late_is_none()
    {
        var ticket = await _setting.ApprovedAsync(Transfer());

        _setting.Clock.Advance(TimeSpan.FromMinutes(5));

        AssertInvalid(await _setting.Evaluator.EvaluateApprovedAsync(Transfer(), ticket));
        Assert.Equal([2], await _setting.LeftAsync("t"));
    }

    [Fact]
    public async Task A_ticket_that_is_pending_rejected_withdrawn_or_unknown_admits_nothing()
    {
        var pending = await _setting.AskedAsync(Transfer());
        var rejected = await _setting.AskedAsync(Transfer());
        await _setting.Store.RejectAsync(rejected.Id, "carol");
        var withdrawn = await _setting.ApprovedAsync(Transfer());
        await _setting.Store.WithdrawAsync(withdrawn);

        foreach (var ticket in new[] { pending.Id, rejected.Id, withdrawn, "unknown", "" })
            AssertInvalid(await _setting.Evaluator.EvaluateApprovedAsync(Transfer(), ticket));
        Assert.Equal([2], await _setting.LeftAsync("t"));
    }

    [Fact]
    public async Task Without_a_store_no_approval_is_valid()
    {
        var evaluator = new PolicyEvaluator(new PolicySet(WithTools(Tools)));
        var ticket = evaluator.Evaluate(Transfer()).ApprovalRequest!.Id;

        AssertInvalid(await evaluator.EvaluateApprovedAsync(Transfer(), ticket));
    }

    [Fact]
    public async Task A_call_that_is_denied_or_rate_limited_spends_no_approval()
    {
        var denied = await _setting.ApprovedAsync(Transfer("d"));
        Assert.Equal(
            DecisionCodes.DenyRuleMatched,
            (await _setting.Evaluator.EvaluateApprovedAsync(Transfer("d", """{ "amount": 101 }"""), denied)).Code);
        Assert.True((await _setting.Evaluator.EvaluateApprovedAsync(Transfer("d"), denied)).IsAllowed);

        string[] tickets = [await _setting.ApprovedAsync(Transfer()), await _setting.ApprovedAsync(Transfer())];
        foreach (var ticket in tickets)
            Assert.True((await _setting.Evaluator.EvaluateApprovedAsync(Transfer(), ticket)).IsAllowed);
        var limited = await _setting.ApprovedAsync(Transfer());
        Assert.Equal(DecisionCodes.RateLimited, (await _setting.Evaluator.EvaluateApprovedAsync(Transfer(), limited)).Code);

        // The limit has no room again before the ticket expires, so the store itself is asked whether it is spent.
        var digest = (await _setting.Evaluator.EvaluateAsync(Transfer())).ApprovalRequest!.Digest;
        Assert.True((await _setting.Store.ClaimAsync(limited, digest)).IsApproved);
    }

    [Fact]
    public async Task A_call_that_nobody_has_to_approve_any_more_passes_and_spends_no_approval()
    {
        var ticket = await _setting.ApprovedAsync(Transfer());
        _setting.Evaluator.Update(new PolicySet(WithLimit(max: 9)));

        Assert.True((await _setting.Evaluator.EvaluateApprovedAsync(Transfer(), ticket)).IsAllowed);

        _setting.Evaluator.Update(new PolicySet(WithTools(Tools)));
        Assert.True((await _setting.Evaluator.EvaluateApprovedAsync(Transfer(), ticket)).IsAllowed);
    }

    [Fact]
    public async Task Shadow_mode_asks_nobody_and_spends_no_approval()
    {
        var ticket = await _setting.ApprovedAsync(Transfer());
        _setting.Evaluator.Update(new PolicySet(
            Policy.Parse($$"""{ "version": "1", "default": "deny", "mode": "shadow", "tools": {{Tools}} }""")));

        var decision = await _setting.Evaluator.EvaluateApprovedAsync(Transfer(), ticket);

        Assert.Equal((true, DecisionCodes.ApprovalRequired), (decision.IsAllowed, decision.Shadow?.Code));
        Assert.Null(decision.ApprovalRequest);
        _setting.Evaluator.Update(new PolicySet(WithTools(Tools)));
        Assert.True((await _setting.Evaluator.EvaluateApprovedAsync(Transfer(), ticket)).IsAllowed);
    }

    [Fact]
    public async Task An_invalid_approval_gives_back_even_what_is_never_refunded()
    {
        AssertInvalid(await _setting.Evaluator.EvaluateApprovedAsync(Transfer("r"), "unknown"));

        Assert.Equal([1, 1], await _setting.LeftAsync("r"));
        var ticket = await _setting.ApprovedAsync(Transfer("r"));
        var admitted = await _setting.Evaluator.EvaluateApprovedAsync(Transfer("r"), ticket);
        Assert.True(admitted.IsAllowed);
        admitted.Reservation.Complete(DispatchResult.NotDispatched);
        Assert.Equal([0, 0], await _setting.LeftAsync("r"));
    }

    [Fact]
    public async Task A_call_that_was_not_dispatched_is_refunded_and_its_approval_stays_spent()
    {
        var ticket = await _setting.ApprovedAsync(Transfer());

        var decision = await _setting.Evaluator.EvaluateApprovedAsync(Transfer(), ticket);
        decision.Reservation.Complete(DispatchResult.NotDispatched);
        decision.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.Equal([2], await _setting.LeftAsync("t"));
        AssertInvalid(await _setting.Evaluator.EvaluateApprovedAsync(Transfer(), ticket));
    }

    [Fact]
    public async Task Counters_in_a_store_get_back_what_an_invalid_approval_reserved()
    {
        var counters = new ScriptedCounterStore
        {
            Answer = (charges, _) => ValueTask.FromResult(new CounterReply([.. charges.Select(_ => new CounterState(0, TimeSpan.Zero))], "kept")),
        };
        using var setting = new ApprovalSetting(counters: counters);
        var ticket = await setting.ApprovedAsync(Transfer("r"));

        Assert.True((await setting.Evaluator.EvaluateApprovedAsync(Transfer("r"), ticket)).IsAllowed);
        Assert.Empty(counters.Released);
        AssertInvalid(await setting.Evaluator.EvaluateApprovedAsync(Transfer("r"), ticket));

        var (reservation, released) = Assert.Single(counters.Released);
        Assert.Equal("kept", reservation);
        Assert.Equal(["n", "s"], released);
    }

    [Fact]
    public async Task A_call_that_is_given_up_beforehand_reserves_and_spends_nothing()
    {
        var ticket = await _setting.ApprovedAsync(Transfer());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _setting.Evaluator.EvaluateApprovedAsync(Transfer(), ticket, new CancellationToken(canceled: true)));

        Assert.Equal([2], await _setting.LeftAsync("t"));
        Assert.True((await _setting.Evaluator.EvaluateApprovedAsync(Transfer(), ticket)).IsAllowed);
    }

    private static void AssertInvalid(PolicyDecision decision)
    {
        Assert.Equal(
            (PolicyOutcome.Deny, DecisionCodes.ApprovalInvalid, "(approval)"), (decision.Outcome, decision.Code, decision.Rule));
        Assert.Null(decision.ApprovalRequest);
    }

    private async Task AssertInvalidAndUnspentAsync(ToolCall call, string ticket, ToolCall? honest = null)
    {
        AssertInvalid(await _setting.Evaluator.EvaluateApprovedAsync(call, ticket));

        Assert.Equal([2], await _setting.LeftAsync("t"));
        Assert.True((await _setting.Evaluator.EvaluateApprovedAsync(honest ?? Transfer(), ticket)).IsAllowed);
    }
}
