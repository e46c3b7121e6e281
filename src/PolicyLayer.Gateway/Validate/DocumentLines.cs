using System.Text;

namespace PolicyLayer.Gateway.Validate;

/// <summary>The lines of a document, counted as the engine does: from 1, ended by line feeds, no byte-order mark.</summary>
internal sealed class DocumentLines
{
    private readonly string _text;
    private readonly List<int> _starts = [0];

    internal DocumentLines(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];

        _text = Encoding.UTF8.GetString(utf8);
        for (var end = _text.IndexOf('\n', StringComparison.Ordinal); end >= 0; end = _text.IndexOf('\n', end + 1))
            _starts.Add(end + 1);
    }

    /// <summary>One line, without its end.</summary>
    internal ReadOnlySpan<char> this[int number]
    {
        get
        {
            var start = _starts[number - 1];
            var end = number < _starts.Count ? _starts[number] - 1 : _text.Length;
            return _text.AsSpan(start..end).TrimEnd('\r');
        }
    }
}
