using System.Buffers;
using System.Globalization;
using System.Text;

namespace PolicyLayer.Core.Evaluation;

/// <summary>The rule for tool names: what may stand in a policy, and so what a call may name.</summary>
internal static class ToolName
{
    private const int MaxLength = 128;

    private static readonly SearchValues<char> PrintableAscii =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    /// <summary>
    /// Whether the name has 1 to 128 UTF-16 units, is in NFC, and holds no control character, format character or half of a
    /// surrogate pair.
    /// </summary>
    internal static bool IsValid(string name)
    {
        if (name.Length is 0 or > MaxLength)
            return false;

        return !name.AsSpan().ContainsAnyExcept(PrintableAscii) || IsValidUnicode(name);
    }

    private static bool IsValidUnicode(string name)
    {
        for (var rest = name.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != OperationStatus.Done)
                return false;
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format || IsUnnormalizable(rune))
                return false;
            rest = rest[length..];
        }

        return name.IsNormalized(NormalizationForm.FormC);
    }

    // A byte-order mark read the wrong way round, which the framework refuses to normalise.
    private static bool IsUnnormalizable(Rune rune) => rune.Value == 0xFFFE;
}
