using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.DependencyInjection.PolicyTexts;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.DependencyInjection;

public sealed class AddPolicyLayerTests
{
    [Fact]
    public async Task The_guard_of_a_container_decides_by_its_policies()
    {
        await using var provider = WithLimit(new ServiceCollection()).BuildServiceProvider();
        var guard = provider.GetRequiredService<ToolCallGuard>();

        var first = await guard.InvokeAsync(Call(), _ => ValueTask.FromResult("done"));
        var second = await guard.InvokeAsync(Call(), _ => ValueTask.FromResult("done"));

        Assert.Equal((true, false), (first.IsDispatched, second.IsDispatched));
    }

    [Fact]
    public void There_is_one_evaluator_however_it_is_asked_for()
    {
        using var provider = WithLimit(WithLimit(new ServiceCollection(), max: 2)).BuildServiceProvider();
        var evaluator = Assert.Single(provider.GetServices<IPolicyEvaluator>());

        Assert.Equal(
            (true, false), (evaluator.Evaluate(Call()).IsAllowed, provider.GetRequiredService<PolicyEvaluator>().Evaluate(Call()).IsAllowed));
    }

    [Fact]
    public void The_clock_of_the_container_is_that_of_the_limits()
    {
        var clock = new ManualTimeProvider();
        using var provider = WithLimit(new ServiceCollection().AddSingleton<TimeProvider>(clock)).BuildServiceProvider();
        var evaluator = provider.GetRequiredService<IPolicyEvaluator>();
        Assert.Equal((true, false), (evaluator.Evaluate(Call()).IsAllowed, evaluator.Evaluate(Call()).IsAllowed));

        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public async Task The_counter_store_of_the_container_keeps_the_counters()
    {
        var store = new ScriptedCounterStore { Answer = (_, _) => throw new IOException("The store is down.") };
        await using var provider = WithLimit(new ServiceCollection().AddSingleton<ICounterStore>(store)).BuildServiceProvider();

        var decision = await provider.GetRequiredService<IPolicyEvaluator>().EvaluateAsync(Call());

        Assert.Equal(DecisionCodes.StoreFailed, decision.Code);
    }

    [Fact]
    public void Everything_binds_from_configuration()
    {
        using var engine = new TestEngine(new()
        {
            ["Policies:open:Text"] = AllowAll,
            ["Policies:shut:Text"] = DenyAll,
            ["Policies:limited:Text"] = Limited(max: 1),
            ["Assignments:0:Policy"] = "shut",
            ["Assignments:1:Policy"] = "Open",
            ["Assignments:1:Server"] = "server",
            ["Assignments:2:Policy"] = "limited",
            ["Assignments:2:Server"] = "server",
            ["Assignments:2:Grant"] = "bob",
            ["Evaluator:MaxArgumentBytes"] = "8",
            ["Evaluator:MaxLiveCounters"] = "5",
            ["Evaluator:MaxLiveCountersPerGrant"] = "5",
            ["Evaluator:StoreTimeout"] = "00:00:05",
            ["ReloadOnChange"] = "false",
        });

        Assert.True(engine.Allows(Alice));
        Assert.Equal((true, false), (engine.Allows(Bob), engine.Allows(Bob)));
        Assert.False(engine.Allows(new CallerContext("elsewhere", "alice")));
        var large = ToolCall.Parse("""{ "name": "t", "arguments": { "text": "larger than eight" } }"""u8, Alice);
        Assert.Equal(DecisionCodes.InvalidCall, engine.Evaluator.Evaluate(large).Code);
    }

    [Fact]
    public void Without_an_assignment_everyone_is_denied()
    {
        using var engine = new TestEngine(new() { ["Policies:open:Text"] = AllowAll });

        Assert.Equal(DecisionCodes.NoPolicy, engine.Evaluator.Evaluate(Call()).Code);
    }

    [Fact]
    public async Task A_host_starts_with_the_files_of_its_content_root()
    {
        var root = Directory.CreateTempSubdirectory("host-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(root.FullName, "open.json"), AllowAll);
            using var host = HostIn(root.FullName, "open.json");
            await host.StartAsync();

            Assert.True(host.Services.GetRequiredService<IPolicyEvaluator>().Evaluate(Call()).IsAllowed);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_host_does_not_start_with_a_policy_that_it_cannot_use()
    {
        using var host = HostIn(AppContext.BaseDirectory, "nowhere.json");

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(Path.Combine(AppContext.BaseDirectory, "nowhere.json"), refusal.Message);
    }

    [Fact]
    public void Without_a_host_files_are_sought_beside_the_application()
    {
        var services = new ServiceCollection().AddPolicyLayer(
            options => options.Policies["main"] = new() { File = "nowhere.json" });
        using var provider = services.BuildServiceProvider();

        var refusal = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IPolicyEvaluator>);

        Assert.StartsWith(Path.Combine(AppContext.BaseDirectory, "nowhere.json"), refusal.Message);
    }

    private static IServiceCollection WithLimit(IServiceCollection services, int max = 1) =>
        services.AddPolicyLayer(options =>
        {
            options.Policies["main"] = new() { Text = Limited(max) };
            if (options.Assignments.Count == 0)
                options.Assignments.Add(new() { Policy = "main" });
        });

    private static IHost HostIn(string contentRoot, string file)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = contentRoot });
        builder.Services.AddPolicyLayer(options =>
        {
            options.Policies["main"] = new() { File = file };
            options.Assignments.Add(new() { Policy = "main" });
        });
        return builder.Build();
    }
}
