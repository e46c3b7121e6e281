using System.Collections;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Tests.Limits;

internal sealed class UnreadableCounters : IReadOnlyList<CounterState>
{
    public int Count => throw new IOException("The connection is gone.");

    public CounterState this[int index] => throw new IOException("The connection is gone.");

    public IEnumerator<CounterState> GetEnumerator() => throw new IOException("The connection is gone.");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
