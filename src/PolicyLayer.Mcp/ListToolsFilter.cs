using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>Removes the tools from <c>tools/list</c> that the policy hides from the caller, page by page.</summary>
internal sealed class ListToolsFilter(IPolicyEvaluator evaluator, CallerResolver callers)
{
    /// <summary>Filters outermost, so that tools which other filters add pass through here as well.</summary>
    public void InstallIn(McpServerOptions options) =>
        options.Filters.Request.ListToolsFilters.Insert(0, next => async (request, cancellationToken) =>
        {
            var page = await next(request, cancellationToken).ConfigureAwait(false);
            return VisiblePart(page, callers.Resolve(request));
        });

    // A new result, since a handler may hand out the same one to every caller. Whoever caches it must not share it either.
    private ListToolsResult VisiblePart(ListToolsResult page, CallerContext caller) => new()
    {
        Tools = [.. page.Tools.Where(tool => evaluator.IsVisible(tool.Name, caller))],
        NextCursor = page.NextCursor,
        TimeToLive = page.TimeToLive,
        CacheScope = page.CacheScope is null ? null : CacheScope.Private,
        Meta = page.Meta,
        ResultType = page.ResultType,
    };
}
