namespace PolicyLayer.Gateway.Eval;

/// <summary>
/// Splits bytes at line feeds, and at nothing else, in bounded memory. A byte-order mark at the start is skipped. A line that
/// is too long is read to its end and reported as an empty one.
/// </summary>
internal sealed class LineReader(Stream input)
{
    /// <summary>Four times the arguments that a call may have by default: room for escapes and the host's facts.</summary>
    internal const int MaxLineBytes = 4 << 20;

    private byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;
    private bool _atStart = true;

    /// <summary>Reads the next line, without its line feed. The bytes are good until the next call.</summary>
    internal bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        var tooLong = false;
        while (true)
        {
            var length = _buffer.AsSpan((_start + searched).._end).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = Take(searched + length, tooLong);
                _start++;
                return true;
            }

            if (_end - _start > MaxLineBytes)
            {
                tooLong = true;
                _start = _end;
            }

            searched = _end - _start;
            if (Fill())
                continue;

            line = Take(searched, tooLong);
            return tooLong || line.Length > 0;
        }
    }

    private ReadOnlySpan<byte> Take(int length, bool tooLong)
    {
        var line = _buffer.AsSpan(_start, length);
        _start += length;
        if (_atStart && line.StartsWith("\uFEFF"u8))
            line = line[3..];
        _atStart = false;
        return tooLong || line.Length > MaxLineBytes ? [] : line;
    }

    private bool Fill()
    {
        var kept = _end - _start;
        if (kept == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        else if (_start > 0)
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        _start = 0;
        var read = input.Read(_buffer, kept, _buffer.Length - kept);
        _end = kept + read;
        return read > 0;
    }
}
