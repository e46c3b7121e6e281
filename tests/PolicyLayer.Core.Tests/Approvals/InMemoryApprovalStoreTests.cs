using PolicyLayer.TestKit.Approvals;

namespace PolicyLayer.Core.Tests.Approvals;

public sealed class InMemoryApprovalStoreTests : ApprovalStoreContract, IDisposable
{
    private readonly InMemoryApprovalStore _store;

    public InMemoryApprovalStoreTests() => _store = new(capacity: 8, Clock, capacityPerGrant: 8);

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
        Assert.True((await Store.ClaimAsync(first.Id, first.Digest)).IsApproved);
        Assert.True(await Store.AddAsync(refused));
    }

    [Fact]
    public async Task One_caller_cannot_take_the_places_of_the_others()
    {
        using var store = new InMemoryApprovalStore(capacity: 40, timeProvider: Clock);
        var taken = 0;
        while (taken < 40 && await store.AddAsync(Request()))
            taken++;

        Assert.InRange(taken, 1, 39);
        Assert.True(await store.AddAsync(Request(grant: "bob")));
        Assert.True(await store.AddAsync(Request(server: "another")));
        Assert.False(await store.AddAsync(Request()));
    }

    [Theory]
    [InlineData("claimed")]
    [InlineData("withdrawn")]
    [InlineData("expired")]
    public async Task A_share_is_free_again_once_its_tickets_have_ended(string end)
    {
        using var store = new InMemoryApprovalStore(capacity: 100, Clock, capacityPerGrant: 3);
        for (var round = 0; round < 3; round++)
        {
            var requests = new[] { Request(), Request(arguments: new string('1', 4_096)) };
            foreach (var request in requests)
                Assert.True(await store.AddAsync(request));
            Assert.False(await store.AddAsync(Request()));

            foreach (var request in requests)
                await EndAsync(store, request, end);
            if (end == "expired")
                Clock.Advance(TimeSpan.FromMinutes(5));
        }
    }

    [Fact]
    public async Task What_the_whole_store_has_no_room_for_takes_nothing_of_a_share()
    {
        using var store = new InMemoryApprovalStore(capacity: 2, Clock, capacityPerGrant: 2);
        var (first, second) = (Request(grant: "bob"), Request(grant: "carol"));
        await store.AddAsync(first);
        await store.AddAsync(second);

        Assert.False(await store.AddAsync(Request()));
        Assert.False(await store.AddAsync(Request()));

        await store.WithdrawAsync(first.Id);
        await store.WithdrawAsync(second.Id);
        Assert.True(await store.AddAsync(Request()));
        Assert.True(await store.AddAsync(Request()));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void A_store_has_room(int capacity, int capacityPerGrant) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new InMemoryApprovalStore(capacity, Clock, capacityPerGrant));

    [Fact]
    public async Task What_has_expired_makes_room_at_once()
    {
        for (var i = 0; i < 8; i++)
            await AddedAsync();

        Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.True(await Store.AddAsync(Request()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refusing_a_ticket_takes_no_look_at_those_of_its_grant_that_wait(bool isFirstGone)
    {
        var clock = new CountedReads(Clock);
        using var store = new InMemoryApprovalStore(capacity: 1_000, clock, capacityPerGrant: 100);
        var first = Request();
        Assert.True(await store.AddAsync(first));
        for (var i = 1; i < 100; i++)
            Assert.True(await store.AddAsync(Request()));
        if (isFirstGone)
        {
            await store.WithdrawAsync(first.Id);
            Assert.True(await store.AddAsync(Request()));
        }

        var before = clock.Reads;
        Assert.False(await store.AddAsync(Request()));

        Assert.InRange(clock.Reads - before, 0, 20);
    }

    [Fact]
    public async Task Of_a_full_share_what_has_expired_makes_room_in_whatever_order_it_came()
    {
        using var store = new InMemoryApprovalStore(capacity: 100, Clock, capacityPerGrant: 3);
        foreach (var minutes in new[] { 3, 1, 2 })
            Assert.True(await store.AddAsync(Request(lifetime: TimeSpan.FromMinutes(minutes))));

        for (var i = 0; i < 3; i++)
        {
            Assert.False(await store.AddAsync(Request()));
            Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.True(await store.AddAsync(Request(lifetime: TimeSpan.FromHours(1))));
        }

        Assert.False(await store.AddAsync(Request()));
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

        Assert.False((await Store.ClaimAsync(request.Id, request.Digest)).IsApproved);
    }

    [Fact]
    public async Task A_wall_clock_that_is_set_forward_ends_what_it_says_has_ended()
    {
        var request = await AddedAsync();
        await Store.ApproveAsync(request.Id, "carol");

        Clock.SetUtcNow(request.ExpiresAt);

        Assert.False((await Store.ClaimAsync(request.Id, request.Digest)).IsApproved);
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

    private static async Task EndAsync(InMemoryApprovalStore store, ApprovalRequest request, string end)
    {
        if (end == "withdrawn")
            await store.WithdrawAsync(request.Id);
        if (end != "claimed")
            return;

        await store.ApproveAsync(request.Id, "dave");
        Assert.True((await store.ClaimAsync(request.Id, request.Digest)).IsApproved);
    }
}
