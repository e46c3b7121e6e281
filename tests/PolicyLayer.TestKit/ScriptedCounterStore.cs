using System.Collections.Concurrent;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.TestKit;

/// <summary>A counter store that answers as a test tells it to, and remembers what was given back.</summary>
public sealed class ScriptedCounterStore : ICounterStore
{
    private readonly TaskCompletionSource<string> _firstRelease = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Answers a reservation, or fails as a store fails.</summary>
    public required Func<IReadOnlyList<CounterCharge>, CancellationToken, ValueTask<CounterReply>> Answer { get; init; }

    /// <summary>The reservations that were given back, with the counters.</summary>
    public ConcurrentQueue<(string Reservation, string[] Counters)> Released { get; } = new();

    /// <summary>The first reservation that is given back, once it is.</summary>
    public Task<string> FirstRelease => _firstRelease.Task;

    public ValueTask<CounterReply> ReserveAsync(IReadOnlyList<CounterCharge> charges, CancellationToken cancellationToken) =>
        Answer(charges, cancellationToken);

    public async ValueTask<CounterReply> PreviewAsync(IReadOnlyList<CounterCharge> charges, CancellationToken cancellationToken) =>
        await Answer(charges, cancellationToken) with { Reservation = null };

    public ValueTask ReleaseAsync(
        string reservation, IReadOnlyList<CounterCharge> charges, CancellationToken cancellationToken)
    {
        Released.Enqueue((reservation, [.. charges.Select(charge => charge.Key.Counter)]));
        _firstRelease.TrySetResult(reservation);
        return ValueTask.CompletedTask;
    }
}
