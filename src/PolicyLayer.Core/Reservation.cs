using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>
/// What an allowed call holds of its limits. It ends once: the first completion counts, however often the decision was
/// copied, and later ones do nothing. One that is never completed counts as spent.
/// </summary>
/// <remarks>Safe for concurrent use. The default value, and that of a call without limits, holds nothing.</remarks>
public readonly struct Reservation
{
    private readonly IHeldLimits? _held;
    private readonly long _generation;

    internal Reservation(IHeldLimits held, long generation)
    {
        _held = held;
        _generation = generation;
    }

    /// <summary>Says what became of the call. A call that was not dispatched gives its limits back.</summary>
    /// <param name="result">What became of the call.</param>
    /// <exception cref="InvalidOperationException">The counters live in an <see cref="ICounterStore"/>;
    /// use <see cref="CompleteAsync"/>.</exception>
    public void Complete(DispatchResult result) => _held?.Complete(_generation, result);

    /// <summary>Says what became of the call. A call that was not dispatched gives its limits back.</summary>
    /// <param name="result">What became of the call.</param>
    /// <param name="cancellationToken">Gives up waiting for the store; what was held then counts as spent.</param>
    /// <returns>A task that is complete at once unless the counters live in an <see cref="ICounterStore"/>. A store that fails
    /// leaves the limits spent; that is not reported here.</returns>
    public ValueTask CompleteAsync(DispatchResult result, CancellationToken cancellationToken = default) =>
        _held?.CompleteAsync(_generation, result, cancellationToken) ?? ValueTask.CompletedTask;
}
