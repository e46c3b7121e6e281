using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using PolicyLayer.Core;
using PolicyLayer.TestKit;
using PolicyLayer.TestKit.Approvals;

namespace PolicyLayer.Mcp.Tests;

public sealed class StoreTimeoutTests : IDisposable
{
    private const string Asking = """{"version": "1", "default": "deny", "tools": {"pay": {"action": "require_approval"}}}""";

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryApprovalStore _inMemory;
    private readonly TaskCompletionSource _answer = new();
    private readonly FaultyApprovalStore _store;
    private readonly RecordedTool _pay = new("pay");

    public StoreTimeoutTests()
    {
        _inMemory = new(timeProvider: _clock);
        _store = new(_inMemory, nameof(IApprovalStore.AddAsync), _ => _answer.Task);
    }

    [Fact]
    public async Task A_server_in_a_container_waits_for_the_store_as_long_as_the_engine()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton<IApprovalStore>(_store);
        services.AddSingleton<IApprover>(Yes());
        services.AddPolicyLayer(options =>
        {
            options.Policies["p"] = new() { Text = Asking };
            options.Assignments.Add(new() { Policy = "p" });
            options.Evaluator.StoreTimeout = TimeSpan.FromSeconds(20);
        });
        services.AddMcpServer(options => options.ServerInfo = new() { Name = "studio", Version = "1.0" })
            .WithTools([_pay])
            .WithPolicyLayer(options => options.Grant = "local");
        await using var provider = services.BuildServiceProvider();

        await AssertWaitsAsync(provider.GetRequiredService<IOptions<McpServerOptions>>().Value, provider);
    }

    [Fact]
    public async Task A_server_without_one_waits_for_the_store_as_long_as_its_options_say()
    {
        var evaluator = new PolicyEvaluator(new PolicySet(Policy.Parse(Asking)), timeProvider: _clock, approvals: _store);

        await AssertWaitsAsync(Options().UsePolicyLayer(
            evaluator,
            hook =>
            {
                hook.Grant = "local";
                hook.ApprovalStore = _store;
                hook.Approver = Yes();
                hook.StoreTimeout = TimeSpan.FromSeconds(20);
            },
            timeProvider: _clock));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(61_000)]
    public void A_time_that_the_engine_does_not_take_is_refused(int milliseconds) => Assert.Throws<OptionsValidationException>(
        () => Options().UsePolicyLayer(
            new PolicyEvaluator(new PolicySet(Policy.Parse(Asking))), hook => hook.StoreTimeout = TimeSpan.FromMilliseconds(milliseconds)));

    public void Dispose() => _inMemory.Dispose();

    private static CallbackApprover Yes() => new((_, _) => ValueTask.FromResult(ApprovalAnswer.Approve("carol")));

    private McpServerOptions Options() => new() { ServerInfo = new() { Name = "studio", Version = "1.0" }, ToolCollection = [_pay] };

    private async Task AssertWaitsAsync(McpServerOptions options, IServiceProvider? services = null)
    {
        await using var server = new CreatedServer(options, services);
        var client = await server.ConnectAsync("2025-11-25");

        var call = client.CallToolAsync("pay");
        await _store.Reached;
        _clock.Advance(TimeSpan.FromSeconds(19));
        _answer.SetResult();

        (await call).AssertAllowed();
        Assert.Equal(1, _pay.Calls);
    }
}
