// The pipeline that the filter stands in.
#pragma warning disable MCPEXP002

using BenchmarkDotNet.Attributes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Benchmarks.Short;
using PolicyLayer.Benchmarks.Workloads;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks;

/// <summary>What do the filters add to a message that asks a server of the SDK for a call, and to its dispatch to a tool?</summary>
[BenchmarkCategory("x"), MemoryDiagnoser]
public class McpFilterBenchmarks : IDisposable
{
    private readonly McpServerTool _tool = McpServerTool.Create(static (int amount) => "charged", new() { Name = SamplePolicies.GuardedTool });
    private McpServer _server = null!;
    private RequestContext<CallToolRequestParams> _request = null!;
    private MessageContext _message = null!;
    private IList<McpMessageFilter> _messageFilters = null!;
    private McpMessageHandler _guarded = null!;
    private McpMessageHandler _bare = null!;
    private ResultOrAlternate<CallToolResult>? _answer;

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
    public void WithRules() => Expect(Filtered()(_message, CancellationToken.None));

    [Benchmark(Description = "filter and tool, one limit"), Target(1_000, MaxBytes = 200, OverPeer = true), Peer(nameof(Bare))]
    public void WithLimit() => WithRules();

    [Benchmark(Description = "McpServerTool.InvokeAsync", Baseline = true)]
    public void Bare() => Expect(_bare(_message, CancellationToken.None));

    private void Use(PolicySet policies)
    {
        var options = new McpServerOptions { ServerInfo = new() { Name = Callers.One.Server!, Version = "1.0" } };
        options.UsePolicyLayer(
            new PolicyEvaluator(policies, timeProvider: new HastyTimeProvider()), hook => hook.Grant = Callers.One.Grant);
        var filter = options.Filters.Request.CallToolWithAlternateFilters[0];
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> dispatch =
            async (request, cancellationToken) => await _tool.InvokeAsync(request, cancellationToken).ConfigureAwait(false);
        _messageFilters = options.Filters.Message.IncomingFilters;
        _guarded = async (_, cancellationToken) =>
            _answer = await filter(_request, dispatch, cancellationToken).ConfigureAwait(false);
        _bare = async (_, cancellationToken) => _answer = await dispatch(_request, cancellationToken).ConfigureAwait(false);
        _server = McpServer.Create(new StreamServerTransport(Stream.Null, Stream.Null), options);
        var message = new JsonRpcRequest { Method = RequestMethods.ToolsCall, Id = new(1) };
        _message = new(_server, message);
        _request = new(
            _server,
            message,
            new()
            {
                Name = SamplePolicies.GuardedTool,
                Arguments = SampleArguments.Charge().EnumerateObject().ToDictionary(member => member.Name, member => member.Value),
            })
        {
            MatchedPrimitive = _tool,
        };
    }

    // The server asks each filter with each message.
    private McpMessageHandler Filtered()
    {
        var handler = _guarded;
        for (var i = _messageFilters.Count - 1; i >= 0; i--)
            handler = _messageFilters[i](handler);
        return handler;
    }

    // A tool that answers at once, so that nothing but the call itself is measured.
    private void Expect(Task call)
    {
        MeasuredDecisions.Expect(true, call.IsCompletedSuccessfully && _answer is { Result.IsError: not true });
        _answer = null;
    }
}
