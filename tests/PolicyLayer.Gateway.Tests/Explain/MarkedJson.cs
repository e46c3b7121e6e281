using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PolicyLayer.Gateway.Tests.Explain;

/// <summary>Puts a mark into every string and number of a JSON text, and leaves everything else as it is written.</summary>
internal static class MarkedJson
{
    internal const string TextMark = "MARK";
    internal const string NumberMark = "90817263";

    internal static string Mark(string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 1_000 });
        var marked = new StringBuilder();
        var copied = 0;
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
                continue;

            // Behind the opening quote of a string, and in place of a number.
            var isText = reader.TokenType == JsonTokenType.String;
            var start = (int)reader.TokenStartIndex + (isText ? 1 : 0);
            marked.Append(Encoding.UTF8.GetString(utf8, copied, start - copied)).Append(isText ? TextMark : NumberMark);
            marked.Append(CultureInfo.InvariantCulture, $"{(isText ? "" : (start % 10).ToString(CultureInfo.InvariantCulture))}");
            copied = isText ? start : (int)reader.BytesConsumed;
        }

        return marked.Append(Encoding.UTF8.GetString(utf8, copied, utf8.Length - copied)).ToString();
    }
}
