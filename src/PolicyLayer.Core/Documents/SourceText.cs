using System.Buffers;
using System.Text;

namespace PolicyLayer.Core.Documents;

/// <summary>The bytes of a document without a byte-order mark, and the lines and columns in them. For one thread.</summary>
internal sealed class SourceText
{
    internal const int MaxBytes = 1 << 20;

    // What lies beyond cannot be part of a document, so no more is ever held; one byte more shows that there is more.
    private const int MaxHeld = MaxBytes + 1;

    private readonly byte[] _utf8;

    // The place found last: positions asked for in order make one walk through the text, however many they are.
    private int _offset;
    private int _line = 1;
    private int _column = 1;

    private SourceText(byte[] utf8) => _utf8 = utf8;

    internal ReadOnlySpan<byte> Utf8 => _utf8;

    internal static SourceText Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];

        return new(utf8[..Math.Min(utf8.Length, MaxHeld)].ToArray());
    }

    internal static SourceText Of(string text)
    {
        // A UTF-16 unit takes at most three bytes, and one more is for the byte below.
        var utf8 = new byte[Math.Min(MaxHeld + Encoding.UTF8.Preamble.Length, (3L * text.Length) + 1)];
        var status = System.Text.Unicode.Utf8.FromUtf16(text, utf8, out _, out var written, replaceInvalidSequences: false);

        // UTF-8 has no form for a lone surrogate. A byte that is never valid stands for it, and reading stops there.
        if (status == OperationStatus.InvalidData && written < utf8.Length)
            utf8[written++] = 0xFF;

        // A character that did not fit whole leaves a few bytes free, and the text would seem to end within the bound.
        return Of(status == OperationStatus.DestinationTooSmall ? utf8 : utf8.AsSpan(0, written));
    }

    internal static SourceText Of(Stream stream)
    {
        var utf8 = new byte[MaxHeld + Encoding.UTF8.Preamble.Length];
        return Of(utf8.AsSpan(0, stream.ReadAtLeast(utf8, utf8.Length, throwOnEndOfStream: false)));
    }

    internal SourcePosition PositionOf(int offset)
    {
        if (offset < _offset)
            (_offset, _line, _column) = (0, 1, 1);

        var passed = _utf8.AsSpan(_offset, offset - _offset);
        for (var end = passed.IndexOf((byte)'\n'); end >= 0; end = passed.IndexOf((byte)'\n'))
        {
            passed = passed[(end + 1)..];
            _line++;
            _column = 1;
        }

        _column += Encoding.UTF8.GetCharCount(passed);
        _offset = offset;
        return new(_line, _column);
    }
}
