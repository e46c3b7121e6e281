namespace PolicyLayer.Core;

/// <summary>What became of a call under a <see cref="ToolCallGuard"/>. An immutable value; the default is a denial.</summary>
/// <typeparam name="T">What the tool answers.</typeparam>
public readonly struct GuardedCall<T>
{
    private readonly T _result;

    internal GuardedCall(in PolicyDecision decision)
    {
        Decision = decision;
        _result = default!;
    }

    internal GuardedCall(in PolicyDecision decision, T result)
    {
        Decision = decision;
        IsDispatched = true;
        _result = result;
    }

    /// <summary>What the policy said. Its reservation has been completed.</summary>
    public PolicyDecision Decision { get; }

    /// <summary>Whether the call was dispatched, so that there is a <see cref="Result"/>.</summary>
    public bool IsDispatched { get; }

    /// <summary>What the tool answered.</summary>
    /// <exception cref="InvalidOperationException">The call was not dispatched.</exception>
    public T Result => IsDispatched
        ? _result
        : throw new InvalidOperationException($"The call was not dispatched ({Decision.Code}), so it has no result.");
}
