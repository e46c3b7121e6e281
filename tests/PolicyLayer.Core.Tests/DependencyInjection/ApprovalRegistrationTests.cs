using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PolicyLayer.Core.DependencyInjection;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.DependencyInjection;

public sealed class ApprovalRegistrationTests
{
    private const string Asking =
        """{ "version": "1", "default": "deny", "tools": { "t": { "action": "require_approval" } } }""";

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task The_guard_of_a_container_asks_its_approver()
    {
        var approver = new CallbackApprover((_, _) => ValueTask.FromResult(ApprovalAnswer.Approve("carol")));
        await using var provider = Services().AddSingleton<IApprover>(approver).BuildServiceProvider();

        Assert.True((await InvokeAsync(provider)).IsDispatched);
    }

    [Fact]
    public async Task Without_an_approver_the_guard_dispatches_nothing_that_asks()
    {
        await using var provider = Services().BuildServiceProvider();

        Assert.Equal(DecisionCodes.ApprovalRequired, (await InvokeAsync(provider)).Decision.Code);
    }

    [Fact]
    public async Task The_evaluator_claims_from_the_store_of_the_container()
    {
        using var own = new InMemoryApprovalStore(timeProvider: _clock);
        await using var byDefault = Services().BuildServiceProvider();
        await using var registered = Services().AddSingleton<IApprovalStore>(own).BuildServiceProvider();

        Assert.Same(own, registered.GetRequiredService<IApprovalStore>());
        foreach (var provider in new[] { byDefault, registered })
        {
            var evaluator = provider.GetRequiredService<IPolicyEvaluator>();
            var store = provider.GetRequiredService<IApprovalStore>();
            var request = evaluator.Evaluate(Call()).ApprovalRequest!;
            await store.AddAsync(request);
            await store.ApproveAsync(request.Id, "carol");

            Assert.True((await evaluator.EvaluateApprovedAsync(Call(), request.Id)).IsAllowed);
        }
    }

    [Fact]
    public async Task Its_bounds_are_options()
    {
        await using var provider = Services(options =>
        {
            options.MaxPendingApprovals = 1;
            options.Evaluator.ApprovalLifetime = TimeSpan.FromSeconds(1);
        }).BuildServiceProvider();
        var evaluator = provider.GetRequiredService<IPolicyEvaluator>();
        var store = provider.GetRequiredService<IApprovalStore>();

        Assert.True(await store.AddAsync(evaluator.Evaluate(Call()).ApprovalRequest!));
        Assert.False(await store.AddAsync(evaluator.Evaluate(Call()).ApprovalRequest!));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await store.AddAsync(evaluator.Evaluate(Call()).ApprovalRequest!));
    }

    [Fact]
    public async Task What_one_grant_may_have_waiting_is_an_option()
    {
        await using var provider = Services(options => options.MaxPendingApprovalsPerGrant = 2).BuildServiceProvider();
        var evaluator = provider.GetRequiredService<IPolicyEvaluator>();
        var store = provider.GetRequiredService<IApprovalStore>();

        var added = new List<bool>();
        foreach (var caller in new[] { Alice, Alice, Alice, Bob })
            added.Add(await store.AddAsync(evaluator.Evaluate(Call(caller: caller)).ApprovalRequest!));

        Assert.Equal([true, true, false, true], added);
    }

    [Fact]
    public async Task A_container_without_room_for_approvals_does_not_start()
    {
        await using var provider = Services(
            options => (options.MaxPendingApprovals, options.MaxPendingApprovalsPerGrant) = (0, -1)).BuildServiceProvider();

        var refusal = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IPolicyEvaluator>);

        Assert.Equal(
            ["MaxPendingApprovals: Must be 1 or more, but is 0.", "MaxPendingApprovalsPerGrant: Must be 1 or more, but is -1."],
            refusal.Failures);
    }

    private static async Task<GuardedCall<string>> InvokeAsync(ServiceProvider provider) =>
        await provider.GetRequiredService<ToolCallGuard>().InvokeAsync(Call(), _ => ValueTask.FromResult("done"));

    private IServiceCollection Services(Action<PolicyLayerOptions>? configure = null) =>
        new ServiceCollection().AddSingleton<TimeProvider>(_clock).AddPolicyLayer(options =>
        {
            options.Policies["main"] = new() { Text = Asking };
            options.Assignments.Add(new() { Policy = "main" });
            configure?.Invoke(options);
        });
}
