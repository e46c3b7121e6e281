using System.Collections.Concurrent;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Tests.Faults;

/// <summary>A store that answers looks like reservations, and can fail in giving back as well.</summary>
internal sealed class FaultyStore : ICounterStore
{
    internal required Func<IReadOnlyList<CounterCharge>, CancellationToken, ValueTask<CounterReply>> Answer { get; init; }

    internal Func<CancellationToken, ValueTask> OnRelease { get; init; } = static _ => ValueTask.CompletedTask;

    internal ConcurrentQueue<string> Released { get; } = new();

    public ValueTask<CounterReply> ReserveAsync(IReadOnlyList<CounterCharge> charges, CancellationToken cancellationToken) =>
        Answer(charges, cancellationToken);

    public ValueTask<CounterReply> PreviewAsync(IReadOnlyList<CounterCharge> charges, CancellationToken cancellationToken) =>
        Answer(charges, cancellationToken);

    public ValueTask ReleaseAsync(string reservation, IReadOnlyList<CounterCharge> charges, CancellationToken cancellationToken)
    {
        Released.Enqueue(reservation);
        return OnRelease(cancellationToken);
    }
}
