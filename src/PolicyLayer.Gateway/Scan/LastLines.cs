using System.Text;

namespace PolicyLayer.Gateway.Scan;

/// <summary>
/// What a server last wrote to its standard error. Of long lines the beginning is kept. Safe for use by several threads.
/// </summary>
internal sealed class LastLines
{
    private const int Kept = 3;
    private const int MaxLength = 300;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();
    private readonly StringBuilder _line = new();

    /// <summary>Reads to the end, so that the server never waits for its words to be read.</summary>
    internal async Task ReadAsync(TextReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var read)
            Add(buffer.AsSpan(0, read));
    }

    /// <summary>The lines as the end of a message; empty if there are none.</summary>
    internal string Quote()
    {
        lock (_gate)
        {
            EndLine();
            return _lines.Count == 0 ? "" : $" It said: {string.Join(" / ", _lines)}";
        }
    }

    private void Add(ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            foreach (var character in text)
            {
                if (character is '\n' or '\r')
                    EndLine();
                else if (_line.Length < MaxLength)
                    _line.Append(character);
            }
        }
    }

    private void EndLine()
    {
        var line = _line.ToString();
        _line.Clear();
        if (string.IsNullOrWhiteSpace(line))
            return;

        if (_lines.Count == Kept)
            _lines.Dequeue();
        _lines.Enqueue(line);
    }
}
