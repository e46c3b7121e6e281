namespace PolicyLayer.Core.Limits;

/// <summary>
/// Walks around all counters, a few places at a time, and frees those whose window has closed. It needs no timer: who makes a
/// counter walks on, and at a bound walks further. Where it stands is no more than a hint, so threads do not agree on it.
/// </summary>
internal sealed class CounterSweep(CounterTable table, LockFreeTable<ServerCounters> servers, LimitClock clock)
{
    // A new counter pays for looking at a few others, so that garbage never gets more than what is live.
    private const int PlacesPerCounter = 4;

    // At a bound, as many as one decision can afford. A larger table is gone around by the calls that follow.
    private const int PlacesAtBound = 256;

    private int _server;
    private int _grant;

    /// <summary>Walks on by a few places, of one home and anywhere.</summary>
    internal void Step(ServerCounters server, CounterHome home, ref Moment now)
    {
        Walk(server, home, PlacesPerCounter, ref now);
        Walk(PlacesPerCounter, ref now);
    }

    /// <summary>Looks for closed counters anywhere.</summary>
    internal void MakeRoom(ref Moment now) => Walk(PlacesAtBound, ref now);

    /// <summary>Looks for closed counters of one home.</summary>
    internal void MakeRoom(ServerCounters server, CounterHome home, ref Moment now) =>
        Walk(server, home, PlacesAtBound, ref now);

    private void Walk(int places, ref Moment now)
    {
        while (places > 0)
        {
            var server = servers.At(_server);
            if (server is null || _grant >= server.Grants.Length)
            {
                if (server is not null)
                    places -= Walk(server, server, places, ref now);
                _grant = 0;
                _server = _server + 1 < servers.Length ? _server + 1 : 0;
            }
            else if (server.Grants.At(_grant++) is { } grant)
            {
                places -= Walk(server, grant, places, ref now);
            }

            places--;
        }
    }

    // As often as there are places, so that a small home is looked at as a whole.
    private int Walk(ServerCounters server, CounterHome home, int most, ref Moment now)
    {
        for (var walked = 0; walked < most; walked++)
        {
            var counter = home.Next(out var places);
            if (walked >= places)
                return walked;
            if (counter is null)
                continue;

            // Read only where it is asked for, and then once.
            if (counter.Budget.Shape.Algorithm == LimitAlgorithm.FixedWindow)
                now = clock.WithUtc(now);
            table.FreeIfClosed(server, counter, now);
        }

        return most;
    }
}
