using System.Globalization;
using System.Text;

namespace PolicyLayer.Core.Documents;

/// <summary>Writes JSON Pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    internal static string Escape(string token) =>
        token.AsSpan().ContainsAny('~', '/')
            ? token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
            : token;

    internal static string To(DocumentNode node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    /// <summary>An upper bound of the pointer's length, found without building it.</summary>
    internal static long MaxLength(DocumentNode node)
    {
        var length = 0L;
        for (DocumentNode? at = node; at is not null; at = at.Parent)
            length += 1 + (2L * (at.Key?.Length ?? 5));

        return length;
    }

    private static void Append(StringBuilder text, DocumentNode node)
    {
        if (node.Parent is null)
            return;

        Append(text, node.Parent);
        text.Append('/');
        if (node.Key is null)
            text.Append(CultureInfo.InvariantCulture, $"{node.Index}");
        else
            text.Append(Escape(node.Key));
    }
}
