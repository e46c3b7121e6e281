// The pipeline that the filter stands in.
#pragma warning disable MCPEXP002

using BenchmarkDotNet.Attributes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Benchmarks.Short;
using PolicyLayer.Benchmarks.Workloads;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks;

/// <summary>What does the filter add to a call that a server of the SDK dispatches to a tool?</summary>
[BenchmarkCategory("x"), MemoryDiagnoser]
public class McpFilterBenchmarks : IDisposable
{
    private readonly McpServerTool _tool = McpServerTool.Create(static (int amount) => "charged", new() { Name = SamplePolicies.GuardedTool });
    private McpServer _server = null!;
    private RequestContext<CallToolRequestParams> _request = null!;
    private McpRequestInvocationFilter<CallToolRequestParams, ResultOrAlternate<CallToolResult>> _filter = null!;
    private McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> _dispatch = null!;

    [GlobalSetup(Targets = [nameof(WithRules), nameof(Bare)])]
    public void UseRules() => Use(SamplePolicies.WithoutLimits());

    [GlobalSetup(Target = nameof(WithLimit))]
    public void UseLimit() => Use(SamplePolicies.WithLimits(SampleLimits.Sliding()));

    [GlobalCleanup]
    public void Dispose()
    {
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "filter and tool, three predicates"), Target(1_000, MaxBytes = 200, OverPeer = true), Peer(nameof(Bare))]
    public void WithRules() => Expect(_filter(_request, _dispatch, CancellationToken.None));

    [Benchmark(Description = "filter and tool, one limit"), Target(1_000, MaxBytes = 200, OverPeer = true), Peer(nameof(Bare))]
    public void WithLimit() => WithRules();

    [Benchmark(Description = "McpServerTool.InvokeAsync", Baseline = true)]
    public void Bare() => Expect(_dispatch(_request, CancellationToken.None));

    private void Use(PolicySet policies)
    {
        var options = new McpServerOptions { ServerInfo = new() { Name = Callers.One.Server!, Version = "1.0" } };
        options.UsePolicyLayer(
            new PolicyEvaluator(policies, timeProvider: new HastyTimeProvider()), hook => hook.Grant = Callers.One.Grant);
        _filter = options.Filters.Request.CallToolWithAlternateFilters[0];
        _dispatch = async (request, cancellationToken) => await _tool.InvokeAsync(request, cancellationToken).ConfigureAwait(false);
        _server = McpServer.Create(new StreamServerTransport(Stream.Null, Stream.Null), options);
        _request = new(
            _server,
            new() { Method = RequestMethods.ToolsCall },
            new()
            {
                Name = SamplePolicies.GuardedTool,
                Arguments = SampleArguments.Charge().EnumerateObject().ToDictionary(member => member.Name, member => member.Value),
            })
        {
            MatchedPrimitive = _tool,
        };
    }

    // A tool that answers at once, so that nothing but the call itself is measured.
    private static void Expect(ValueTask<ResultOrAlternate<CallToolResult>> call) =>
        MeasuredDecisions.Expect(true, call is { IsCompletedSuccessfully: true, Result.Result: { IsError: not true } });
}
