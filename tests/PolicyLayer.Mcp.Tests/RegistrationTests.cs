// The pipeline that the hook itself stands in.
#pragma warning disable MCPEXP002

using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
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
    public async Task Asking_for_the_guard_twice_stops_the_host_at_startup()
    {
        await using var server = GuardedServer.Of(ThreeAMinute);
        server.Mcp.WithPolicyLayer(options => options.Grant = "another");

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => server.ConnectAsync());

        Assert.Contains("more than once", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_guard_in_the_options_beside_that_of_the_container_stops_the_host_at_startup(bool before)
    {
        await using var server = new GuardedServer(ThreeAMinute);
        if (before)
            server.Services.Configure<McpServerOptions>(Guard);
        server.Mcp.WithPolicyLayer(options => options.Grant = "local");
        if (!before)
            server.Services.PostConfigure<McpServerOptions>(Guard);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => server.ConnectAsync());

        Assert.Contains("already", error.Message, StringComparison.Ordinal);
        void Guard(McpServerOptions options) => options.UsePolicyLayer(server.Evaluator);
    }

    [Fact]
    public async Task A_filter_that_would_run_before_the_guard_stops_the_host_at_startup()
    {
        await using var server = GuardedServer.Of(ThreeAMinute);
        server.Services.PostConfigure<McpServerOptions>(options => options.Filters.Request.CallToolWithAlternateFilters.Insert(
            0, (request, next, cancellationToken) => next(request, cancellationToken)));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => server.ConnectAsync());

        Assert.Contains("add it to the end", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_was_configured_before_the_guard_runs_behind_it()
    {
        await using var server = new GuardedServer(ThreeAMinute);
        var seen = 0;
        server.Services.Configure<McpServerOptions>(options => options.Filters.Request.CallToolWithAlternateFilters.Insert(
            0, (request, next, cancellationToken) =>
            {
                seen++;
                return next(request, cancellationToken);
            }));
        server.Mcp.WithPolicyLayer(options => options.Grant = "local");
        var client = await server.ConnectAsync();

        (await client.CallToolAsync("delete_track")).AssertDenied();
        (await client.CallToolAsync("record")).AssertAllowed();

        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task Taking_the_guard_out_again_stops_the_host_at_startup()
    {
        await using var server = GuardedServer.Of(ThreeAMinute);
        server.Services.PostConfigure<McpServerOptions>(
            options => options.Filters.Request.CallToolWithAlternateFilters.Clear());

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => server.ConnectAsync());

        Assert.Contains("taken out", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lists")]
    [InlineData("messages")]
    [InlineData("methods")]
    public async Task Taking_a_part_of_the_guard_out_again_stops_the_host_at_startup(string part)
    {
        await using var server = new GuardedServer(ThreeAMinute);
        server.Mcp.WithPolicyLayer(options =>
        {
            options.Grant = "local";
            options.AllowedMethods = [];
        });
        server.Services.PostConfigure<McpServerOptions>(options =>
        {
            var messages = options.Filters.Message.IncomingFilters;
            if (part == "lists")
                options.Filters.Request.ListToolsFilters.Clear();
            else
                messages.RemoveAt(part == "methods" ? 0 : messages.Count - 1);
        });

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => server.ConnectAsync());

        Assert.Contains("taken out", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tools/call")]
    [InlineData("tools/list")]
    public async Task A_handler_that_takes_calls_or_lists_past_the_guard_stops_the_host_at_startup(string method)
    {
        await using var server = GuardedServer.Of(ThreeAMinute);
        server.Services.Configure<McpServerOptions>(options => options.RequestHandlers =
            [new() { Method = method, Handler = (_, _) => ValueTask.FromResult<JsonNode?>(new JsonObject()) }]);

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => server.ConnectAsync());

        Assert.Contains(method, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_in_place_of_the_servers_own_pipeline_is_guarded_too()
    {
        await using var server = GuardedServer.Of("""
            {"version": "1", "default": "deny", "tools": {
              "elsewhere": {"limits": [{"counter": "elsewhere_rate", "window": "minute", "max": 1}]}}}
            """);
        var reached = 0;
        server.Services.Configure<McpServerOptions>(options => options.Handlers.CallToolWithAlternateHandler = (_, _) =>
        {
            reached++;
            return ValueTask.FromResult<ResultOrAlternate<CallToolResult>>(new CallToolResult());
        });
        var client = await server.ConnectAsync();

        (await client.CallToolAsync("elsewhere")).AssertAllowed();
        (await client.CallToolAsync("elsewhere")).AssertDenied();
        (await client.CallToolAsync("nowhere")).AssertDenied();

        Assert.Equal(1, reached);
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
