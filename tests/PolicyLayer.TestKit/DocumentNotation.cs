using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PolicyLayer.TestKit;

/// <summary>
/// What a page or a table cannot hold stands in it as <c>⟨1000 × text⟩</c> for so many repetitions, or as <c>⟨byte FF⟩</c>.
/// </summary>
public static partial class DocumentNotation
{
    /// <summary>The text with every repetition written out. Bytes stay as they are.</summary>
    public static string Repeat(string text) => Repetition().Replace(
        text,
        static match => new StringBuilder().Insert(
            0, match.Groups["text"].Value, int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)).ToString());

    /// <summary>The document that the text stands for.</summary>
    public static byte[] Expand(string text)
    {
        var utf8 = new List<byte>();
        var end = 0;
        var repeated = Repeat(text);
        foreach (var match in SingleByte().Matches(repeated).Cast<Match>())
        {
            utf8.AddRange(Encoding.UTF8.GetBytes(repeated[end..match.Index]));
            utf8.Add(byte.Parse(match.Groups["byte"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            end = match.Index + match.Length;
        }

        utf8.AddRange(Encoding.UTF8.GetBytes(repeated[end..]));
        return [.. utf8];
    }

    [GeneratedRegex("⟨(?<count>[0-9]+) × (?<text>[^⟩]+)⟩")]
    private static partial Regex Repetition();

    [GeneratedRegex("⟨byte (?<byte>[0-9A-F]{2})⟩")]
    private static partial Regex SingleByte();
}
