namespace PolicyLayer.TestKit;

/// <summary>Real threads that begin together, so that they collide.</summary>
public static class Race
{
    /// <summary>Runs <paramref name="body"/> on each of <paramref name="threads"/> threads, round after round.</summary>
    /// <param name="threads">How many threads.</param>
    /// <param name="body">What each thread does in a round; gets its own number.</param>
    /// <param name="afterRound">Runs alone when all threads have finished a round; false ends the race.</param>
    public static void Run(int threads, Action<int> body, Func<int, bool> afterRound)
    {
        var round = 0;
        var goOn = true;
        Exception? failure = null;
        using var barrier = new Barrier(threads, _ =>
        {
            // The phase action of a barrier runs alone, between two rounds.
            try
            {
                goOn = failure is null && afterRound(round++);
            }
            catch (Exception exception)
            {
                failure ??= exception;
                goOn = false;
            }
        });

        var runners = Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            while (Volatile.Read(ref goOn))
            {
                try
                {
                    body(number);
                }
                catch (Exception exception)
                {
                    Interlocked.CompareExchange(ref failure, exception, null);
                }

                barrier.SignalAndWait();
            }
        })).ToList();
        runners.ForEach(runner => runner.Start());
        runners.ForEach(runner => runner.Join());
        if (failure is not null)
            throw new InvalidOperationException("A thread of the race failed.", failure);
    }
}
