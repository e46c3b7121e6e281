using System.Runtime.CompilerServices;
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

    // Mostly the next request is of the same caller, and the cache would box its key. Never written to once it is here.
    private StrongBox<CallerContext>? _last;

    public ResolvedCallers(IPolicyEvaluator evaluator, TimeProvider timeProvider)
    {
        _evaluator = evaluator;
        _callers = new(new MemoryCacheOptions { SizeLimit = MaxCallers, Clock = new CacheClock(timeProvider) });
    }

    public CallerContext Find(in CallerContext caller)
    {
        if (caller is not { Server: { } server, Grant: { } grant })
            return default;

        if (_last is not { } resolved || !IsOf(resolved.Value, caller))
            _last = resolved = LookUp(server, grant, caller.Session);
        return resolved.Value.WithFacts(caller.Facts);
    }

    private StrongBox<CallerContext> LookUp(string server, string grant, string? session)
    {
        var key = (server, grant, session);
        if (!_callers.TryGetValue(key, out StrongBox<CallerContext>? resolved))
        {
            // Facts belong to one request and stay out of the cache.
            resolved = new(_evaluator.Resolve(new CallerContext(server, grant, session)));
            _callers.Set(key, resolved, OneCaller);
        }

        return resolved!;
    }

    private static bool IsOf(in CallerContext resolved, in CallerContext caller) =>
        resolved.Server == caller.Server && resolved.Grant == caller.Grant && resolved.Session == caller.Session;

    public void Dispose() => _callers.Dispose();
}
