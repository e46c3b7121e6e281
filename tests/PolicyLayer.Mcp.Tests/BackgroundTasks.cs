// The seam on which the SDK's task support is built; that package itself is not needed to stand in its place.
#pragma warning disable MCPEXP002

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp.Tests;

/// <summary>Task support as the SDK's task package has it: a call becomes a task, and the tool runs in the background.</summary>
internal sealed class BackgroundTasks
{
    public ConcurrentQueue<Task<ResultOrAlternate<CallToolResult>>> Created { get; } = [];

    public bool Fails { get; set; }

    public void AddTo(IMcpServerBuilder builder) =>
        builder.Services.Configure<McpServerOptions>(options =>
            options.Filters.Request.CallToolWithAlternateFilters.Add(RunInBackground));

    private ValueTask<ResultOrAlternate<CallToolResult>> RunInBackground(
        RequestContext<CallToolRequestParams> request,
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> next,
        CancellationToken cancellationToken)
    {
        if (Fails)
            throw new InvalidOperationException("The task store is down.");
        var background = new RequestContext<CallToolRequestParams>(request.Server, request.JsonRpcRequest, request.Params)
        {
            MatchedPrimitive = request.MatchedPrimitive,
        };
        Created.Enqueue(Task.Run(async () => await next(background, CancellationToken.None), CancellationToken.None));
        return ValueTask.FromResult(ResultOrAlternate<CallToolResult>.FromAlternate(
            new CreatedTask { ResultType = "task", TaskId = "task-1" },
            (JsonTypeInfo<CreatedTask>)JsonSerializerOptions.Web.GetTypeInfo(typeof(CreatedTask))));
    }
}
