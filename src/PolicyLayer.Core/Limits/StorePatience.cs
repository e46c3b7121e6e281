namespace PolicyLayer.Core.Limits;

/// <summary>
/// Asks a store something and waits within bounded time. Whatever the store does after that is felt by nobody.
/// </summary>
/// <remarks>
/// Each request gives the store a token of its own. Under the timer's or the host's, what a store does when it is told to stop would run
/// in the middle of whoever tells it: it could hold up the denial, and throw into the timer, which ends the process, or into the host.
/// </remarks>
internal sealed class StorePatience(TimeSpan timeout, TimeProvider timeProvider)
{
    /// <summary>Asks the store. The default value if it fails or is too slow, or the wait is cancelled.</summary>
    /// <param name="ask">Asks.</param>
    /// <param name="whenLate">What to do with an answer that comes all the same when nobody waits any more.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    internal async Task<T?> AskAsync<T>(
        Func<CancellationToken, Task<T>> ask, Func<T, Task> whenLate, CancellationToken cancellationToken)
    {
        var givenUp = new CancellationTokenSource();
        Task<T>? answer = null;
        try
        {
            // On a thread of its own: a store that blocks before it returns a task must not hold up the decision either.
            answer = Task.Run(() => ask(givenUp.Token), cancellationToken);
            return await answer.WaitAsync(timeout, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            // Neither is awaited: what the store does now may never end.
            _ = SilentAsync(givenUp.CancelAsync());
            _ = UseWhenLateAsync(answer, whenLate);
            return default;
        }
    }

    private static async Task UseWhenLateAsync<T>(Task<T>? answer, Func<T, Task> use)
    {
        if (answer is null)
            return;

        await SilentAsync(answer).ConfigureAwait(false);
        if (answer.IsCompletedSuccessfully)
            await use(await answer.ConfigureAwait(false)).ConfigureAwait(false);
    }

    // A failure that nobody looked at would come up again when its task is collected.
    private static async Task SilentAsync(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
