using Microsoft.Extensions.Caching.Memory;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>
/// Callers whose policy and counters have been looked up. The key is the whole identity, never the connection: requests of
/// one session may come from different users.
/// </summary>
internal sealed class ResolvedCallers : IDisposable
{
    // A few hundred bytes each. Clients open sessions as they like, so there must be a bound; past it callers are looked up anew.
    private const int MaxCallers = 10_000;

    private static readonly MemoryCacheEntryOptions OneCaller = new() { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(20) };

    private readonly IPolicyEvaluator _evaluator;
    private readonly MemoryCache _callers;

    public ResolvedCallers(IPolicyEvaluator evaluator, TimeProvider timeProvider)
    {
        _evaluator = evaluator;
        _callers = new(new MemoryCacheOptions { SizeLimit = MaxCallers, Clock = new CacheClock(timeProvider) });
    }

    public CallerContext Find(in CallerContext caller)
    {
        if (caller is not { Server: { } server, Grant: { } grant })
            return default;

        var key = (server, grant, caller.Session);
        if (!_callers.TryGetValue(key, out CallerContext resolved))
        {
            // Facts belong to one request and stay out of the cache.
            resolved = _evaluator.Resolve(new CallerContext(server, grant, caller.Session));
            _callers.Set(key, resolved, OneCaller);
        }

        return resolved.WithFacts(caller.Facts);
    }

    public void Dispose() => _callers.Dispose();
}
