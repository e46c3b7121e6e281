namespace PolicyLayer.Interleaving.Tests;

/// <summary>Calls under limits, decided by the engine or by a naive form of it, so that both live through the same scenario.</summary>
internal interface ICalls
{
    /// <summary>Decides a call.</summary>
    /// <param name="grant">Who calls.</param>
    /// <param name="tool">Which tool; its letters are the counters that it is limited by, in the order of the document.</param>
    /// <param name="isResolved">Whether the caller keeps what was looked up for it.</param>
    Answer Call(string grant = "alice", string tool = "a", bool isResolved = false);

    void Reload(long max);
}
