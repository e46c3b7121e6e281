using System.Runtime.InteropServices;
using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>Bounds the members of JSON objects: every path of a rule may have to walk all members of the objects on its way.</summary>
internal static class JsonWidth
{
    /// <summary>The most members of an object in the arguments of a call.</summary>
    internal const int MaxMembers = 10_000;

    // An empty name, a digit and a comma.
    private const int ShortestMember = 5;

    /// <summary>Whether no object of a value, at whatever depth, has more than <see cref="MaxMembers"/> members.</summary>
    /// <param name="value">The value.</param>
    /// <param name="text">The value as it is written. Ordinary ones are too short to have so many.</param>
    internal static bool IsBounded(in JsonElement value, ReadOnlySpan<byte> text) =>
        text.Length < ShortestMember * MaxMembers || IsEachBounded(value);

    private static bool IsEachBounded(in JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    if (!IsBounded(item, JsonMarshal.GetRawUtf8Value(item)))
                        return false;
                }

                return true;
            case JsonValueKind.Object:
                if (value.GetPropertyCount() > MaxMembers)
                    return false;

                foreach (var member in value.EnumerateObject())
                {
                    if (!IsBounded(member.Value, JsonMarshal.GetRawUtf8Value(member.Value)))
                        return false;
                }

                return true;
            default:
                return true;
        }
    }
}
