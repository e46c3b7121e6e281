namespace PolicyLayer.Mcp;

/// <summary>
/// The call that one message asks for, while that message is handled. Its runs come one after another, but one of them may go on
/// when the message has been answered.
/// </summary>
internal sealed class InputRound
{
    private readonly Lock _gate = new();
    private AdmittedCall? _running;
    private AdmittedCall? _asking;
    private bool _hasEnded;

    /// <summary>Begins a run, and says whether the run before it asked for input and was of the same call.</summary>
    public bool Begin(AdmittedCall call)
    {
        lock (_gate)
        {
            var isNext = !_hasEnded && _asking is { } asking && asking.IsSameAs(call);
            _asking = null;
            _running = call;
            return isNext;
        }
    }

    /// <summary>The run asks for input.</summary>
    public void Ask()
    {
        lock (_gate)
            _asking = _running;
    }

    /// <summary>The message has been handled: whatever runs from now on is another call.</summary>
    public void End()
    {
        lock (_gate)
            _hasEnded = true;
    }
}
