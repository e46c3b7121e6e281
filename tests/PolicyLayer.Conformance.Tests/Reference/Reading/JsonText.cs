using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>The strings of a JSON text after unescaping, also those that hold half a surrogate pair.</summary>
internal static partial class JsonText
{
    internal static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement value) => value.EnumerateObject()
        .Select(static member => (Unescape(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member))), member.Value));

    /// <summary>The text of a string; <see langword="null"/> if it holds half a surrogate pair.</summary>
    internal static string? Text(JsonElement value)
    {
        var text = Unescape(value.GetRawText()[1..^1]);
        return IsWhole(text) ? text : null;
    }

    /// <summary>Whether no surrogate stands alone.</summary>
    internal static bool IsWhole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    internal static string Unescape(string written) => Escape().Replace(written, static match => match.Value[1] switch
    {
        'u' => ((char)int.Parse(match.ValueSpan[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString(),
        'b' => "\b",
        'f' => "\f",
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        var other => other.ToString(),
    });

    [GeneratedRegex(@"\\(?:u[0-9a-fA-F]{4}|.)")]
    private static partial Regex Escape();
}
