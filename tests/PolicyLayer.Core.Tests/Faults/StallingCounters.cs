using System.Collections;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Tests.Faults;

/// <summary>Counters that are fetched while they are read, from where nothing comes.</summary>
internal sealed class StallingCounters(ManualResetEventSlim unblock) : IReadOnlyList<CounterState>
{
    private readonly TaskCompletionSource _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task Reading => _reading.Task;

    public int Count => 1;

    public CounterState this[int index] => Stall();

    public IEnumerator<CounterState> GetEnumerator()
    {
        yield return Stall();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private CounterState Stall()
    {
        _reading.TrySetResult();
        unblock.Wait();
        return default;
    }
}
