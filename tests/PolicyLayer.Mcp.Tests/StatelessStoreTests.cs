using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;
using PolicyLayer.Core;
using PolicyLayer.TestKit;
using PolicyLayer.TestKit.Approvals;

namespace PolicyLayer.Mcp.Tests;

/// <summary>A store of approvals that is down, slow or wrong, where nothing stays open between two requests.</summary>
public sealed class StatelessStoreTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryApprovalStore _inMemory;
    private readonly RecordedTool _charge = new("charge");
    private readonly RecordedLog _log = new();
    private readonly ILoggerFactory _logs;

    public StatelessStoreTests()
    {
        _inMemory = new(timeProvider: _clock);
        _logs = LoggerFactory.Create(builder => builder.AddProvider(_log));
    }

    public static TheoryData<string, bool, bool> Faults
    {
        get
        {
            TheoryData<string, bool, bool> faults = [];
            foreach (var isSilent in (bool[])[false, true])
            {
                faults.Add(nameof(IApprovalStore.AddAsync), true, isSilent);
                faults.Add(nameof(IApprovalStore.FindPendingAsync), true, isSilent);
                faults.Add(nameof(IApprovalStore.ApproveAsync), true, isSilent);
                faults.Add(nameof(IApprovalStore.ClaimAsync), true, isSilent);
                faults.Add(nameof(IApprovalStore.FindPendingAsync), false, isSilent);
                faults.Add(nameof(IApprovalStore.WithdrawAsync), false, isSilent);
            }

            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_store_that_throws_or_is_silent_denies_in_time_and_says_so(string operation, bool approve, bool isSilent)
    {
        var store = new FaultyApprovalStore(_inMemory, operation, isSilent ? Silence : Failure);
        var server = Guarded(store);

        var calling = AskAndAnswerAsync(server, approve);
        if (isSilent)
        {
            await store.Reached;
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        AssertDenied(await calling, approve ? DecisionCodes.StoreFailed : DecisionCodes.ApprovalInvalid);
    }

    [Fact]
    public async Task A_store_that_takes_its_time_is_waited_for_as_long_as_the_options_say()
    {
        var answer = new TaskCompletionSource();
        var store = new FaultyApprovalStore(_inMemory, nameof(IApprovalStore.AddAsync), _ => answer.Task);
        var server = Guarded(store, TimeSpan.FromSeconds(20));

        var calling = server.CallAsync("""{"name": "charge"}""");
        await store.Reached;
        _clock.Advance(TimeSpan.FromSeconds(19));
        answer.SetResult();

        Assert.Equal("input_required", (string?)(await calling)["resultType"]);
    }

    [Fact]
    public async Task A_ticket_that_was_said_to_be_added_and_was_not_is_worth_nothing()
    {
        var (store, lying) = LyingApprovalStore.Of(_inMemory, nameof(IApprovalStore.AddAsync), true);

        AssertDenied(await AskAndAnswerAsync(Guarded(store), approve: true), DecisionCodes.ApprovalInvalid);
        Assert.Equal(1, lying.Lies);
    }

    [Fact]
    public async Task A_ticket_of_another_call_is_not_answered_though_the_store_hands_it_out()
    {
        var server = Guarded(_inMemory);
        await server.CallAsync("""{"name": "charge", "arguments": {"amount": 1000000}}""");
        var other = Assert.Single(await _inMemory.ListPendingAsync());
        var (store, lying) = LyingApprovalStore.Of(
            _inMemory, nameof(IApprovalStore.FindPendingAsync), other);

        var denied = await AnswerAsync(Guarded(store), "policylayer:" + other.Id, approve: true);

        AssertDenied(denied, DecisionCodes.ApprovalInvalid);
        Assert.Equal(1, lying.Lies);
        Assert.Single(await _inMemory.ListPendingAsync());
    }

    [Fact]
    public async Task A_call_that_nobody_can_approve_gets_to_no_store()
    {
        var (store, lying) = LyingApprovalStore.Of(_inMemory, nameof(IApprovalStore.AddAsync), true);

        var denied = await Guarded(store).CallAsync("""{"name": "charge", "arguments": {"of": {"a": 1, "a": 2}}}""");

        AssertDenied(denied, DecisionCodes.ApprovalInvalid);
        Assert.Equal(0, lying.Lies);
    }

    public void Dispose()
    {
        _logs.Dispose();
        _inMemory.Dispose();
    }

    private static Task Failure(CancellationToken cancellationToken) => throw new IOException("The store is down.");

    // Not even the token makes it answer.
    private static Task Silence(CancellationToken cancellationToken) => new TaskCompletionSource().Task;

    private StatelessServer Guarded(IApprovalStore store, TimeSpan? timeout = null)
    {
        var evaluator = new PolicyEvaluator(
            new PolicySet(Policy.Parse("""{"version": "1", "default": "deny", "tools": {"charge": {"action": "require_approval"}}}""")),
            timeProvider: _clock,
            approvals: store);
        var options = new McpServerOptions { ServerInfo = new() { Name = "studio", Version = "1.0" }, ToolCollection = [_charge] };
        return new(options.UsePolicyLayer(
            evaluator,
            hook =>
            {
                hook.Grant = "local";
                hook.ApprovalStore = store;
                hook.AskClient = true;
                hook.StoreTimeout = timeout;
            },
            _logs,
            _clock));
    }

    private void AssertDenied(JsonObject result, string code)
    {
        Assert.True((bool?)result["isError"]);
        Assert.Equal(code, Assert.Single(_log.Entries).Values["Code"]);
        Assert.Equal(0, _charge.Calls);
    }

    private static async Task<JsonObject> AskAndAnswerAsync(StatelessServer server, bool approve)
    {
        var asked = await server.CallAsync("""{"name": "charge"}""");
        return (string?)asked["requestState"] is { } state ? await AnswerAsync(server, state, approve) : asked;
    }

    private static Task<JsonObject> AnswerAsync(StatelessServer server, string state, bool approve) => server.CallAsync(new JsonObject
    {
        ["name"] = "charge",
        ["requestState"] = state,
        ["inputResponses"] = new JsonObject
        {
            ["policylayer_approval"] = new JsonObject { ["action"] = "accept", ["content"] = new JsonObject { ["approve"] = approve } },
        },
    }.ToJsonString());
}
