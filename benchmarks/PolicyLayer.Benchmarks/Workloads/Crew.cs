namespace PolicyLayer.Benchmarks.Workloads;

/// <summary>Threads that do one piece of work at the same time, as often as they are asked. The caller is one of them.</summary>
internal sealed class Crew : IDisposable
{
    private readonly Barrier _barrier;
    private Action<int>? _work;

    internal Crew(int size)
    {
        Size = size;
        _barrier = new(size);
        foreach (var index in Enumerable.Range(1, size - 1))
            new Thread(() => Serve(index)) { IsBackground = true }.Start();
    }

    internal int Size { get; }

    /// <summary>Runs the work on every thread, and returns when all have done it.</summary>
    /// <param name="work">The work; its argument tells the threads apart.</param>
    internal void Run(Action<int> work)
    {
        _work = work;
        _barrier.SignalAndWait();
        work(0);
        _barrier.SignalAndWait();
    }

    public void Dispose()
    {
        _work = null;
        _barrier.SignalAndWait();
    }

    // Without work, the thread goes home.
    private void Serve(int index)
    {
        while (true)
        {
            _barrier.SignalAndWait();
            if (_work is not { } work)
                return;
            work(index);
            _barrier.SignalAndWait();
        }
    }
}
