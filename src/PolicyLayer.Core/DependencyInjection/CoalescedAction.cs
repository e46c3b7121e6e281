namespace PolicyLayer.Core.DependencyInjection;

/// <summary>
/// Runs an action on request, on the requester's thread and never twice at a time. However many requests come during a run,
/// they lead to one more. Nothing escapes to the requester: a timer or another part of the host.
/// </summary>
internal sealed class CoalescedAction(Action action)
{
    private readonly Lock _gate = new();
    private bool _requested;
    private bool _running;

    internal void Request()
    {
        lock (_gate)
        {
            _requested = true;
            if (_running)
                return;
            _running = true;
        }

        while (TakeRequest())
        {
            try
            {
                action();
            }
            catch (Exception exception) when (Faults.CanBeDenied(exception))
            {
                // The action reports its failures itself; this is one of reporting, and nobody is left to be told.
            }
        }
    }

    private bool TakeRequest()
    {
        lock (_gate)
        {
            _running = _requested;
            _requested = false;
            return _running;
        }
    }
}
