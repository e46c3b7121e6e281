namespace PolicyLayer.Core.Limits;

/// <summary>
/// Walks around all counters, a few places at a time, and frees those whose window has closed. It needs no timer: who makes a
/// counter walks on, and at a bound walks further. Where it stands is no more than a hint, so threads do not agree on it.
/// </summary>
/// <remarks>
/// <para>Along the way, a counter is freed only if it was closed already when the walk around began. Callers who come again and again, but
/// less often than once a window, so keep their counters, and do not have them made anew on every call.</para>
/// <para>A table that grows may bring back what was freed meanwhile. Whoever asks for it takes it out, but nobody may ever ask for it
/// again: so the sweep does as well. It does not count towards the bounds, and there would be more and more of it.</para>
/// </remarks>
internal sealed class CounterSweep(CounterTable table, LockFreeTable<ServerCounters> servers, LimitClock clock)
{
    // A new counter pays for looking at a few others, so that garbage never gets more than what is live.
    private const int PlacesPerCounter = 4;

    // At a bound, as many as one decision can afford. A larger table is gone around by the calls that follow.
    private const int PlacesAtBound = 256;

    private int _server;
    private int _grant;
    private int _walked;
    private long _roundTicks;
    private long _roundUtc;

    /// <summary>Walks on by a few places, of one home and anywhere.</summary>
    internal void Step(ServerCounters server, CounterHome home, ref Moment now)
    {
        var closedAt = new Moment(Volatile.Read(ref _roundTicks), Volatile.Read(ref _roundUtc));
        Walk(server, home, PlacesPerCounter, closedAt, ref now);
        Walk(PlacesPerCounter, closedAt, ref now);
    }

    /// <summary>Looks for closed counters anywhere.</summary>
    internal void MakeRoom(ref Moment now)
    {
        now = clock.WithUtc(now);
        Walk(PlacesAtBound, now, ref now);
    }

    /// <summary>Looks for closed counters of one home.</summary>
    internal void MakeRoom(ServerCounters server, CounterHome home, ref Moment now)
    {
        now = clock.WithUtc(now);
        Walk(server, home, PlacesAtBound, now, ref now);
    }

    private void Walk(int places, in Moment closedAt, ref Moment now)
    {
        while (places > 0)
        {
            places--;
            var server = servers.At(_server);
            if (server is null)
            {
                NextServer(ref now);
                continue;
            }

            var isLast = _grant >= server.Grants.Length;
            var grant = isLast ? null : server.Grants.At(_grant);
            if (grant is { IsGone: true })
                server.Grants.TryRemove(grant);
            CounterHome? home = isLast ? server : grant;
            if (home is not null)
            {
                // A large home is gone around by several who come along: its own caller may have gone, and never make a counter again.
                var walked = Walk(server, home, Math.Max(1, Math.Min(places, home.Places - _walked)), closedAt, ref now);
                places -= walked;
                _walked += walked;
                if (_walked < home.Places)
                    continue;
            }

            _walked = 0;
            if (isLast)
                NextServer(ref now);
            else
                _grant++;
        }
    }

    private void NextServer(ref Moment now)
    {
        _grant = 0;
        if (++_server < servers.Length)
            return;

        _server = 0;
        now = clock.WithUtc(now);
        Volatile.Write(ref _roundTicks, now.Ticks);
        Volatile.Write(ref _roundUtc, now.UtcTicks);
    }

    // As often as there are places, so that a small home is looked at as a whole.
    private int Walk(ServerCounters server, CounterHome home, int most, in Moment closedAt, ref Moment now)
    {
        var places = Math.Min(most, home.Places);
        for (var walked = 0; walked < places; walked++)
        {
            var counter = home.Next();
            if (counter is { Phase: CounterPhase.Gone })
                home.Remove(counter);
            if (counter is null || !counter.IsClosed(closedAt))
                continue;

            // Read only where it is asked for, and then once.
            now = clock.WithUtc(now);
            table.Free(server, counter, now);
        }

        return places;
    }
}
