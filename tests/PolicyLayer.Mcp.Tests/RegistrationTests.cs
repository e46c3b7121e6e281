using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp.Tests;

public sealed class RegistrationTests
{
    private const string ThreeAMinute = """
        {"version": "1", "default": "deny", "hide": ["delete_track"], "tools": {
          "record": {"limits": [{"counter": "record_rate", "window": "minute", "max": 3}]}}}
        """;

    [Fact]
    public async Task Guarding_a_server_twice_charges_a_call_once()
    {
        await using var server = new GuardedServer(ThreeAMinute);
        server.Mcp.WithPolicyLayer(options => options.Grant = "replaced").WithPolicyLayer(options => options.Grant = "local");
        var client = await server.ConnectAsync();

        for (var i = 0; i < 3; i++)
            (await client.CallToolAsync("record")).AssertAllowed();
        (await client.CallToolAsync("record")).AssertDenied();

        Assert.Equal(3, server.Record.Calls);
        Assert.Equal("local", Assert.Single(server.Log.Entries).Values["Grant"]);
        Assert.Equal(["record"], await client.ToolNamesAsync());
    }

    [Fact]
    public async Task A_guard_without_evaluator_stops_the_host_at_startup_and_says_what_to_do()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddMcpServer().WithPolicyLayer(options => options.Server = "studio");
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("AddPolicyLayer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guard_without_evaluator_fails_where_no_host_starts_too()
    {
        var services = new ServiceCollection();
        services.AddMcpServer().WithPolicyLayer(options => options.Server = "studio");
        using var provider = services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<McpServerOptions>>().Value);
    }

    [Theory]
    [InlineData("", "local")]
    [InlineData("studio", "")]
    public void Empty_names_are_refused(string server, string grant)
    {
        using var provider = Guarded(options =>
        {
            options.Server = server;
            options.Grant = grant;
        });

        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<McpServerOptions>>().Value);
    }

    [Fact]
    public void A_server_that_nobody_named_is_refused()
    {
        using var provider = Guarded(options => options.Grant = "local");

        var error = Assert.Throws<InvalidOperationException>(
            () => provider.GetRequiredService<IOptions<McpServerOptions>>().Value);

        Assert.Contains("ServerInfo", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resolver_names_the_server_itself()
    {
        using var provider = Guarded(options => options.ResolveCaller = _ => new CallerContext("studio", "local"));

        Assert.NotNull(provider.GetRequiredService<IOptions<McpServerOptions>>().Value);
    }

    [Fact]
    public async Task The_configured_name_of_the_server_goes_before_its_own()
    {
        await using var server = new GuardedServer(ThreeAMinute);
        server.Mcp.WithPolicyLayer(options => options.Server = "configured");
        var client = await server.ConnectAsync();
        server.User = Users.Of("https://a", "ann");

        (await client.CallToolAsync("delete_track")).AssertDenied();

        Assert.Equal("configured", Assert.Single(server.Log.Entries).Values["Server"]);
    }

    private static ServiceProvider Guarded(Action<PolicyLayerMcpOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IPolicyEvaluator>(new PolicyEvaluator(new PolicySet(Policy.Parse(ThreeAMinute))));
        services.AddMcpServer().WithPolicyLayer(configure);
        return services.BuildServiceProvider();
    }
}
