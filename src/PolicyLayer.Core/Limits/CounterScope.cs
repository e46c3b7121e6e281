namespace PolicyLayer.Core.Limits;

/// <summary>Who shares one counter.</summary>
public enum CounterScope
{
    /// <summary>All calls of one grant.</summary>
    Grant = 0,

    /// <summary>All calls of one session of one grant; of the whole grant where the host has no session.</summary>
    Session = 1,

    /// <summary>All calls to one server, whoever makes them.</summary>
    Server = 2,
}
