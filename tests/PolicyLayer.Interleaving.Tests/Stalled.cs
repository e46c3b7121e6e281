using PolicyLayer.Core.Limits;

namespace PolicyLayer.Interleaving.Tests;

/// <summary>
/// A thread that stands still at a step until a test lets it go on. Only one of the two runs at a time, so that what happens is
/// the same each time.
/// </summary>
internal sealed class Stalled<TResult>
{
    private const int MaxSteps = 10_000;

    private readonly object _turn = new();
    private readonly Thread _thread;
    private bool _mayRun = true;
    private Step? _until;
    private Exception? _failure;
    private TResult? _result;
    private int _steps;

    private Stalled(Step until, Func<TResult> action)
    {
        _until = until;
        _thread = new(() => Run(action)) { IsBackground = true };
    }

    /// <summary>Whether the thread stands at a step; otherwise it has finished.</summary>
    internal bool IsStalled { get; private set; }

    /// <summary>Starts a thread, and waits until it comes to a step, or to its end without one.</summary>
    internal static Stalled<TResult> At(Step step, Func<TResult> action)
    {
        var stalled = new Stalled<TResult>(step, action);
        stalled._thread.Start();
        stalled.AwaitTurn(ofThread: false);
        return stalled;
    }

    /// <summary>Lets the thread go on until it comes to another step, or to its end without one.</summary>
    internal void GoOnTo(Step? step)
    {
        if (!IsStalled)
            return;

        _until = step;
        IsStalled = false;
        PassTurn(toThread: true);
        AwaitTurn(ofThread: false);
    }

    /// <summary>Lets the thread go on to its end.</summary>
    internal TResult Finish()
    {
        GoOnTo(null);
        _thread.Join();
        return _failure is null ? _result! : throw new InvalidOperationException("The stalled thread failed.", _failure);
    }

    private void Run(Func<TResult> action)
    {
        Core.Limits.Interleaving.Meanwhile(StandStillAt);
        try
        {
            _result = action();
        }
        catch (Exception exception)
        {
            _failure ??= exception;
        }

        PassTurn(toThread: false);
    }

    private void StandStillAt(Step step)
    {
        // Kept as well as thrown: the engine denies a call whose decision fails, and goes on.
        if (++_steps > MaxSteps)
            throw _failure = new InvalidOperationException("The thread goes round in circles.");
        if (step != _until)
            return;

        IsStalled = true;
        PassTurn(toThread: false);
        AwaitTurn(ofThread: true);
    }

    private void PassTurn(bool toThread)
    {
        lock (_turn)
        {
            _mayRun = toThread;
            Monitor.PulseAll(_turn);
        }
    }

    private void AwaitTurn(bool ofThread)
    {
        lock (_turn)
        {
            while (_mayRun != ofThread)
                Monitor.Wait(_turn);
        }
    }
}
