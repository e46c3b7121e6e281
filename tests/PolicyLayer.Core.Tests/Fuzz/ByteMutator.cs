using System.Text;

namespace PolicyLayer.Core.Tests.Fuzz;

/// <summary>Changes bytes at random.</summary>
/// <param name="random">What decides every change.</param>
/// <param name="samples">Texts that make sense: what pieces are taken from.</param>
internal sealed class ByteMutator(Random random, IReadOnlyList<byte[]> samples)
{
    private const int MaxPiece = 64;

    // What readers trip over: syntax, escapes, halves of characters, numbers at the edge, words of the format.
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "\\udc00", "\\u0061", "null", "true", "-0", "1e400", "1E-400",
            "9007199254740993", "0.1", "00", "[[[[[[[[", "{\"a\":", "\"\"", "\"*\"", "args.", "[*]", "[0]", "(?=", "(a+)+$", "\u017F", "\u212A",
            "\u202E", "\uFEFF", "\u0000", "\r\n", "//", "name", "NAME", "arguments", "tools", "limits", "max", "window", "regex", "path_within",
        }.Select(Encoding.UTF8.GetBytes),
        [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF],
    ];

    internal byte[] Change(byte[] bytes, int times)
    {
        for (var left = times; left > 0; left--)
            bytes = Change(bytes);
        return bytes;
    }

    private byte[] Change(byte[] bytes)
    {
        var at = random.Next(bytes.Length + 1);
        var (before, after) = (bytes[..at], bytes[at..]);
        return random.Next(7) switch
        {
            0 => [.. before, .. Tokens[random.Next(Tokens.Length)], .. after],
            1 => [.. before, .. after.Skip(random.Next(MaxPiece))],
            2 => [.. before, .. PieceOf(bytes), .. after],
            3 => [.. before, .. PieceOf(samples[random.Next(samples.Count)]), .. after],
            4 => [.. before, (byte)random.Next(256), .. after.Skip(1)],
            5 => before,
            _ => [.. before, .. Enumerable.Repeat(PieceOf(bytes), random.Next(1, 40)).SelectMany(piece => piece), .. after],
        };
    }

    private byte[] PieceOf(byte[] bytes)
    {
        var from = random.Next(bytes.Length + 1);
        return bytes[from..Math.Min(bytes.Length, from + random.Next(MaxPiece))];
    }
}
