using PolicyLayer.Core;

namespace PolicyLayer.TestKit.Approvals;

/// <summary>What every <see cref="IApprovalStore"/> must do. The tests of a store inherit these.</summary>
public abstract class ApprovalStoreContract
{
    private const string Digest = "digest";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private int _made;

    /// <summary>The clock of the store.</summary>
    protected ManualTimeProvider Clock { get; } = new();

    /// <summary>The empty store under test, with room for 8 tickets at least.</summary>
    protected abstract IApprovalStore Store { get; }

    [Fact]
    public async Task A_ticket_that_was_added_is_pending_as_it_was_made()
    {
        var request = await AddedAsync();

        Assert.Equivalent(request, await Store.FindPendingAsync(request.Id), strict: true);
        Assert.Equivalent(request, Assert.Single(await Store.ListPendingAsync()), strict: true);
    }

    [Fact]
    public async Task Those_that_expire_first_are_listed_in_front()
    {
        var late = Request(lifetime: 2 * Lifetime);
        var answered = Request();
        var early = Request();
        foreach (var request in new[] { late, answered, early })
            Assert.True(await Store.AddAsync(request));
        await Store.ApproveAsync(answered.Id, "carol");

        Assert.Equal([early.Id, late.Id], (await Store.ListPendingAsync()).Select(request => request.Id));
    }

    [Fact]
    public async Task A_ticket_is_added_once()
    {
        var request = await AddedAsync();

        Assert.False(await Store.AddAsync(request));
        await Store.ApproveAsync(request.Id, "carol");
        Assert.False(await Store.AddAsync(request));
        Assert.True(await IsClaimedAsync(request.Id, Digest));
    }

    [Fact]
    public async Task Neither_an_expired_request_nor_that_of_a_preview_is_added()
    {
        Assert.False(await Store.AddAsync(Request(lifetime: TimeSpan.Zero)));
        Assert.False(await Store.AddAsync(Request(id: "")));
        Assert.Empty(await Store.ListPendingAsync());
    }

    [Fact]
    public async Task A_ticket_is_claimed_once()
    {
        var request = await AddedAsync();
        Assert.True(await Store.ApproveAsync(request.Id, "carol"));

        Assert.True(await IsClaimedAsync(request.Id, Digest));

        Assert.False(await IsClaimedAsync(request.Id, Digest));
        Assert.False(await Store.ApproveAsync(request.Id, "carol"));
        Assert.False(await IsClaimedAsync(request.Id, Digest));
    }

    [Fact]
    public async Task A_claim_for_another_call_fails_and_spends_nothing()
    {
        var request = await AddedAsync();
        await Store.ApproveAsync(request.Id, "carol");

        Assert.False(await IsClaimedAsync(request.Id, "another"));
        Assert.False(await IsClaimedAsync(request.Id, ""));
        Assert.False(await IsClaimedAsync("another", Digest));

        Assert.True(await IsClaimedAsync(request.Id, Digest));
    }

    [Fact]
    public async Task What_is_pending_or_rejected_cannot_be_claimed()
    {
        var pending = await AddedAsync();
        var rejected = await AddedAsync();
        Assert.True(await Store.RejectAsync(rejected.Id, "carol", "Too much."));

        Assert.False(await IsClaimedAsync(pending.Id, Digest));
        Assert.False(await IsClaimedAsync(rejected.Id, Digest));
    }

    [Fact]
    public async Task A_claim_tells_who_answered_and_only_to_the_call_that_was_asked_about()
    {
        var approved = await AddedAsync();
        var rejected = await AddedAsync();
        await Store.ApproveAsync(approved.Id, "carol");
        await Store.RejectAsync(rejected.Id, "dave", "Too much.");

        Assert.Equal(ApprovalAnswer.Reject(), await Store.ClaimAsync(approved.Id, "another"));
        Assert.Equal(ApprovalAnswer.Reject(), await Store.ClaimAsync(rejected.Id, "another"));
        Assert.Equal(ApprovalAnswer.Approve("carol"), await Store.ClaimAsync(approved.Id, Digest));
        Assert.Equal(ApprovalAnswer.Reject("dave", "Too much."), await Store.ClaimAsync(rejected.Id, Digest));
        Assert.Equal(ApprovalAnswer.Reject(), await Store.ClaimAsync(approved.Id, Digest));
    }

    [Fact]
    public async Task The_first_answer_counts()
    {
        var approved = await AddedAsync();
        var rejected = await AddedAsync();
        await Store.ApproveAsync(approved.Id, "carol");
        await Store.RejectAsync(rejected.Id, "carol");

        Assert.False(await Store.RejectAsync(approved.Id, "dave"));
        Assert.False(await Store.ApproveAsync(rejected.Id, "dave"));

        Assert.Equal(ApprovalAnswer.Approve("carol"), await Store.WaitForAnswerAsync(approved.Id));
        Assert.False(await IsClaimedAsync(rejected.Id, Digest));
    }

    [Fact]
    public async Task Nothing_can_be_done_with_a_ticket_from_its_expiry_on()
    {
        var pending = await AddedAsync();
        var approved = await AddedAsync();
        await Store.ApproveAsync(approved.Id, "carol");

        Clock.Advance(Lifetime - TimeSpan.FromTicks(1));
        Assert.NotNull(await Store.FindPendingAsync(pending.Id));
        Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Null(await Store.FindPendingAsync(pending.Id));
        Assert.Empty(await Store.ListPendingAsync());
        Assert.False(await Store.ApproveAsync(pending.Id, "carol"));
        Assert.False(await Store.RejectAsync(pending.Id, "carol"));
        Assert.False(await IsClaimedAsync(approved.Id, Digest));
    }

    [Fact]
    public async Task Who_waits_gets_the_answer()
    {
        var approved = await AddedAsync();
        var rejected = await AddedAsync();
        var yes = Store.WaitForAnswerAsync(approved.Id).AsTask();
        var no = Store.WaitForAnswerAsync(rejected.Id).AsTask();

        Assert.False(yes.IsCompleted || no.IsCompleted);
        await Store.ApproveAsync(approved.Id, "carol");
        await Store.RejectAsync(rejected.Id, "dave", "Too much.");

        Assert.Equal(ApprovalAnswer.Approve("carol"), await yes);
        Assert.Equal(ApprovalAnswer.Reject("dave", "Too much."), await no);
    }

    [Fact]
    public async Task Who_waits_for_what_expires_or_is_withdrawn_is_told_no()
    {
        var expiring = await AddedAsync();
        var withdrawn = await AddedAsync();
        var first = Store.WaitForAnswerAsync(expiring.Id).AsTask();
        var second = Store.WaitForAnswerAsync(withdrawn.Id).AsTask();

        await Store.WithdrawAsync(withdrawn.Id);
        Assert.Equal(ApprovalAnswer.Reject(), await second);
        Assert.False(first.IsCompleted);
        Clock.Advance(Lifetime);

        Assert.Equal(ApprovalAnswer.Reject(), await first);
        Assert.Equal(ApprovalAnswer.Reject(), await Store.WaitForAnswerAsync("unknown"));
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_ticket_as_it_is()
    {
        var request = await AddedAsync();
        using var giveUp = new CancellationTokenSource();
        var waiting = Store.WaitForAnswerAsync(request.Id, giveUp.Token).AsTask();

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.True(await Store.ApproveAsync(request.Id, "carol"));
        Assert.True(await IsClaimedAsync(request.Id, Digest));
    }

    [Fact]
    public async Task A_withdrawn_ticket_is_forgotten_whatever_has_become_of_it()
    {
        var pending = await AddedAsync();
        var approved = await AddedAsync();
        await Store.ApproveAsync(approved.Id, "carol");

        await Store.WithdrawAsync(pending.Id);
        await Store.WithdrawAsync(approved.Id);
        await Store.WithdrawAsync("unknown");

        Assert.False(await Store.ApproveAsync(pending.Id, "carol"));
        Assert.False(await IsClaimedAsync(approved.Id, Digest));
    }

    [Fact]
    public void Of_claims_at_once_one_succeeds()
    {
        const int Threads = 4;
        const int Rounds = 200;
        var id = Ready();
        var claims = 0;

        Race.Run(
            Threads,
            _ =>
            {
                if (IsClaimedAsync(id, Digest).GetAwaiter().GetResult())
                    Interlocked.Increment(ref claims);
            },
            round =>
            {
                Assert.Equal(round + 1, claims);
                id = Ready();
                return round < Rounds;
            });

        string Ready()
        {
            var request = Request();
            Assert.True(Store.AddAsync(request).AsTask().GetAwaiter().GetResult());
            Assert.True(Store.ApproveAsync(request.Id, "carol").AsTask().GetAwaiter().GetResult());
            return request.Id;
        }
    }

    /// <summary>A request; by default with an id that no other has.</summary>
    protected ApprovalRequest Request(
        string? id = null,
        string arguments = """{"amount":1.50}""",
        TimeSpan? lifetime = null,
        string server = "server",
        string grant = "alice")
    {
        return new()
        {
            Id = id ?? $"ticket-{Interlocked.Increment(ref _made)}",
            Server = server,
            Grant = grant,
            Session = "session-1",
            Tool = "t",
            Arguments = arguments,
            Rules = ["/tools/t/action", "/tools/t/require_approval_if/always"],
            Message = "Ask the owner.",
            ExpiresAt = Clock.GetUtcNow() + (lifetime ?? Lifetime),
            Digest = Digest,
        };
    }

    protected async Task<ApprovalRequest> AddedAsync()
    {
        var request = Request();
        Assert.True(await Store.AddAsync(request));
        return request;
    }

    private async Task<bool> IsClaimedAsync(string id, string digest) => (await Store.ClaimAsync(id, digest)).IsApproved;
}
