namespace PolicyLayer.Gateway.Scan;

/// <summary>What a server last wrote to its standard error. Safe for use by several threads.</summary>
internal sealed class LastLines
{
    private const int Kept = 3;
    private const int MaxLength = 300;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();

    internal void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;

        lock (_gate)
        {
            if (_lines.Count == Kept)
                _lines.Dequeue();
            _lines.Enqueue(line[..Math.Min(line.Length, MaxLength)]);
        }
    }

    /// <summary>The lines as the end of a message; empty if there are none.</summary>
    internal string Quote()
    {
        lock (_gate)
            return _lines.Count == 0 ? "" : $" It said: {string.Join(" / ", _lines)}";
    }
}
