using System.Globalization;
using System.Text;

namespace PolicyLayer.Core.Documents;

/// <summary>Turns the inside of a JSON string into text. Lone surrogates stay, for the caller to find.</summary>
internal static class StringText
{
    /// <summary>Reads a string that is known to be well-formed JSON in UTF-8, without its quotes.</summary>
    internal static string Unescape(ReadOnlySpan<byte> utf8)
    {
        var text = new StringBuilder(utf8.Length);
        for (var next = utf8.IndexOf((byte)'\\'); next >= 0; next = utf8.IndexOf((byte)'\\'))
        {
            text.Append(Encoding.UTF8.GetString(utf8[..next]));
            if (utf8[next + 1] == 'u')
            {
                var unit = ushort.Parse(utf8.Slice(next + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                text.Append((char)unit);
                utf8 = utf8[(next + 6)..];
            }
            else
            {
                text.Append(Unescape(utf8[next + 1]));
                utf8 = utf8[(next + 2)..];
            }
        }

        return text.Append(Encoding.UTF8.GetString(utf8)).ToString();
    }

    internal static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var next = text.IndexOfAnyInRange('\uD800', '\uDFFF');
            if (next < 0)
                return false;
            if (next + 1 == text.Length || !char.IsSurrogatePair(text[next], text[next + 1]))
                return true;
            text = text[(next + 2)..];
        }
    }

    internal static string ReplaceLoneSurrogates(string text)
    {
        var replaced = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            replaced.Append(rune);

        return replaced.ToString();
    }

    private static char Unescape(byte letter) => letter switch
    {
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        _ => (char)letter,
    };
}
