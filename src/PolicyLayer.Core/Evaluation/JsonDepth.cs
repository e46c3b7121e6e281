using System.Runtime.InteropServices;
using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>Bounds the depth of JSON values. A string or number has depth 0, an empty object or array 1.</summary>
internal static class JsonDepth
{
    internal static bool IsWithin(in JsonElement value, int levels) => value.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array => HasFewBrackets(value, levels) || AreWithin(value, levels - 1),
        _ => true,
    };

    // A value is at most as deep as it has opening brackets, wherever they stand, and counting them is cheap: ordinary values
    // end here. Each level takes two bytes at least, so short texts need not even be counted.
    private static bool HasFewBrackets(in JsonElement value, int levels)
    {
        var text = JsonMarshal.GetRawUtf8Value(value);
        return text.Length < 2 * (levels + 1) || text.Count((byte)'{') + text.Count((byte)'[') <= levels;
    }

    private static bool AreWithin(in JsonElement container, int levels)
    {
        if (levels < 0)
            return false;

        if (container.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in container.EnumerateArray())
            {
                if (!IsWithin(item, levels))
                    return false;
            }

            return true;
        }

        foreach (var member in container.EnumerateObject())
        {
            if (!IsWithin(member.Value, levels))
                return false;
        }

        return true;
    }
}
