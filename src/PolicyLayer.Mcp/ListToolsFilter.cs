using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>Removes the tools from <c>tools/list</c> that the policy hides from the caller, page by page.</summary>
internal sealed class ListToolsFilter(
    IPolicyEvaluator evaluator, CallerResolver callers, IOptions<PolicyLayerMcpOptions> options)
{
    private readonly bool _listsDenied = options.Value.ListDeniedTools;

    /// <summary>Filters what <paramref name="next"/> lists.</summary>
    public McpRequestHandler<ListToolsRequestParams, ListToolsResult> Around(
        McpRequestHandler<ListToolsRequestParams, ListToolsResult> next) =>
        async (request, cancellationToken) =>
            VisiblePart(await next(request, cancellationToken).ConfigureAwait(false), callers.Resolve(request));

    // A new result, since a handler may hand out the same one to every caller. Whoever caches it must not share it either; where
    // nothing is said, everyone may have it.
    private ListToolsResult VisiblePart(ListToolsResult page, CallerContext caller) => new()
    {
        Tools = [.. page.Tools.Where(tool => IsListed(tool.Name, caller))],
        NextCursor = page.NextCursor,
        TimeToLive = page.TimeToLive,
        CacheScope = CacheScope.Private,
        Meta = page.Meta,
        ResultType = page.ResultType,
    };

    private bool IsListed(string tool, in CallerContext caller) =>
        evaluator.IsVisible(tool, caller) && (_listsDenied || evaluator.IsCallable(tool, caller));
}
