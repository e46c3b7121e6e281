using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>Bounds the depth of JSON values. A string or number has depth 0, an empty object or array 1.</summary>
internal static class JsonDepth
{
    /// <summary>Whether a value is at most so deep.</summary>
    /// <param name="value">The value.</param>
    /// <param name="text">The value as it is written.</param>
    /// <param name="levels">The most levels.</param>
    internal static bool IsWithin(in JsonElement value, ReadOnlySpan<byte> text, int levels) =>
        HasFewBrackets(text, levels) || IsNestedWithin(value, levels);

    // A value is at most as deep as it has opening brackets, wherever they stand, and counting them is cheap: ordinary values
    // end here. Each level takes two bytes at least, so short texts need not even be counted.
    private static bool HasFewBrackets(ReadOnlySpan<byte> text, int levels) =>
        text.Length < 2 * (levels + 1) || CountOpeningBrackets(text) <= levels;

    private static int CountOpeningBrackets(ReadOnlySpan<byte> text)
    {
        var count = 0;
        var rest = text;
        for (; rest.Length >= Vector256<byte>.Count; rest = rest[Vector256<byte>.Count..])
            count += BitOperations.PopCount(FindOpeningBrackets(rest));
        if (text.Length < Vector256<byte>.Count)
            return count + rest.Count((byte)'[') + rest.Count((byte)'{');

        // The last block overlaps the one before, whose part of it is shifted out.
        var last = (ulong)FindOpeningBrackets(text[^Vector256<byte>.Count..]);
        return count + BitOperations.PopCount(last >> (Vector256<byte>.Count - rest.Length));
    }

    // In ASCII, '[' and '{' are the same but for one bit, and no other byte becomes '{' with it.
    private static uint FindOpeningBrackets(ReadOnlySpan<byte> block)
    {
        const byte Difference = '{' ^ '[';
        var braces = Vector256.Equals(Vector256.Create(block) | Vector256.Create(Difference), Vector256.Create((byte)'{'));
        return braces.ExtractMostSignificantBits();
    }

    private static bool IsNestedWithin(in JsonElement value, int levels)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array when levels > 0:
                foreach (var item in value.EnumerateArray())
                {
                    if (!IsWithin(item, JsonMarshal.GetRawUtf8Value(item), levels - 1))
                        return false;
                }

                return true;
            case JsonValueKind.Object when levels > 0:
                foreach (var member in value.EnumerateObject())
                {
                    if (!IsWithin(member.Value, JsonMarshal.GetRawUtf8Value(member.Value), levels - 1))
                        return false;
                }

                return true;
            default:
                return value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object);
        }
    }
}
