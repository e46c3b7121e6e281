using PolicyLayer.TestKit.Approvals;

namespace PolicyLayer.Core.Tests.Approvals;

public sealed class InMemoryApprovalStoreTests : ApprovalStoreContract, IDisposable
{
    private readonly InMemoryApprovalStore _store;

    public InMemoryApprovalStoreTests() => _store = new(capacity: 8, Clock);

    protected override IApprovalStore Store => _store;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_full_store_refuses_new_tickets_and_keeps_those_it_has()
    {
        var first = await AddedAsync();
        for (var i = 1; i < 8; i++)
            await AddedAsync();
        var refused = Request();

        Assert.False(await Store.AddAsync(refused));

        Assert.Equal(8, (await Store.ListPendingAsync()).Count);
        Assert.False(await Store.ApproveAsync(refused.Id, "carol"));
        Assert.True(await Store.ApproveAsync(first.Id, "carol"));
        Assert.True(await Store.ClaimAsync(first.Id, first.Digest));
        Assert.True(await Store.AddAsync(refused));
    }

    [Fact]
    public async Task What_has_expired_makes_room_at_once()
    {
        for (var i = 0; i < 8; i++)
            await AddedAsync();

        Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.True(await Store.AddAsync(Request()));
    }

    [Fact]
    public async Task Long_arguments_take_more_places()
    {
        Assert.False(await Store.AddAsync(Request(arguments: new string('1', 8 * 4_096))));
        Assert.True(await Store.AddAsync(Request(arguments: new string('1', 6 * 4_096))));
        await AddedAsync();

        Assert.False(await Store.AddAsync(Request()));
    }

    [Fact]
    public async Task A_wall_clock_that_is_set_back_gives_nobody_more_time()
    {
        var request = await AddedAsync();
        await Store.ApproveAsync(request.Id, "carol");

        Clock.SetUtcNow(Clock.GetUtcNow() - TimeSpan.FromDays(1));
        Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.False(await Store.ClaimAsync(request.Id, request.Digest));
    }

    [Fact]
    public async Task A_wall_clock_that_is_set_forward_ends_what_it_says_has_ended()
    {
        var request = await AddedAsync();
        await Store.ApproveAsync(request.Id, "carol");

        Clock.SetUtcNow(request.ExpiresAt);

        Assert.False(await Store.ClaimAsync(request.Id, request.Digest));
    }

    [Fact]
    public async Task A_ticket_that_never_expires_is_forgotten_after_a_day()
    {
        var request = Request(lifetime: TimeSpan.FromDays(365));
        Assert.True(await Store.AddAsync(request));
        var waiting = Store.WaitForAnswerAsync(request.Id).AsTask();

        Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(ApprovalAnswer.Reject(), await waiting);
        Assert.False(await Store.ApproveAsync(request.Id, "carol"));
    }

    [Fact]
    public async Task A_store_that_is_disposed_sends_those_away_who_wait()
    {
        var waiting = Store.WaitForAnswerAsync((await AddedAsync()).Id).AsTask();

        _store.Dispose();

        Assert.Equal(ApprovalAnswer.Reject(), await waiting);
    }
}
