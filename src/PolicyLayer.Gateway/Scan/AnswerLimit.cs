namespace PolicyLayer.Gateway.Scan;

/// <summary>
/// How much a server may send: 64 MiB in one message, and 256 MiB in all. What is over ends the scan, also where the client of
/// the protocol would swallow the failure and wait on. Safe for use by several threads.
/// </summary>
internal sealed class AnswerLimit : IDisposable
{
    internal const long MaxMessageBytes = 64 << 20;

    private const long MaxBytes = 256 << 20;

    private readonly CancellationTokenSource _exceeded = new();
    private long _bytes;

    /// <summary>Cancelled once the server has sent too much.</summary>
    internal CancellationToken Exceeded => _exceeded.Token;

    /// <summary>What is told of the server; <see langword="null"/> as long as it has not sent too much.</summary>
    internal string? Complaint { get; private set; }

    public void Dispose() => _exceeded.Dispose();

    /// <summary>Takes note of what was received.</summary>
    /// <param name="bytes">How much came now.</param>
    /// <param name="message">How much has come of the message that it belongs to.</param>
    /// <exception cref="InvalidDataException">It is too much.</exception>
    internal void Count(int bytes, long message)
    {
        if (message > MaxMessageBytes)
            Refuse("sent more than 64 MiB in one message");
        if (Interlocked.Add(ref _bytes, bytes) > MaxBytes)
            Refuse("sent more than 256 MiB");
    }

    private void Refuse(string complaint)
    {
        Complaint = complaint;
        _exceeded.Cancel();
        throw new InvalidDataException(complaint);
    }
}
