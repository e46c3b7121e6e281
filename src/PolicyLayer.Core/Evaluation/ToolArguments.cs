using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>The arguments of a call, in whichever form the host has them.</summary>
internal readonly struct ToolArguments
{
    private const int MaxDepth = 64;

    internal ToolArguments(JsonElement value) => Value = value;

    internal ToolArguments(IDictionary<string, JsonElement>? members) => Members = members;

    /// <summary>The arguments as one value; undefined where <see cref="Members"/> has them or there are none.</summary>
    internal JsonElement Value { get; }

    /// <summary>The arguments by name, or <see langword="null"/>.</summary>
    internal IDictionary<string, JsonElement>? Members { get; }

    /// <summary>
    /// Whether these are an object, <c>null</c> or absent, at most 64 deep, and at most <paramref name="maxBytes"/> long as JSON
    /// in UTF-8 (for members: without white space).
    /// </summary>
    internal bool IsWellFormed(int maxBytes)
    {
        try
        {
            return Members is null ? IsWellFormed(Value, maxBytes) : AreWellFormed(Members, maxBytes);
        }
        catch (ObjectDisposedException)
        {
            // The host gave the memory of its document back: there is nothing left to judge.
            return false;
        }
    }

    private static bool IsWellFormed(in JsonElement value, int maxBytes) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.Object => JsonMarshal.GetRawUtf8Value(value).Length <= maxBytes && JsonDepth.IsWithin(value, MaxDepth),
        _ => false,
    };

    private static bool AreWellFormed(IDictionary<string, JsonElement> members, int maxBytes)
    {
        // The SDK's own type is walked by its struct enumerator; through the interface every call would allocate one.
        if (members is Dictionary<string, JsonElement> dictionary)
            return AreWellFormed(dictionary.GetEnumerator(), maxBytes);

        using var enumerator = members.GetEnumerator();
        return AreWellFormed(enumerator, maxBytes);
    }

    private static bool AreWellFormed<TMembers>(TMembers members, int maxBytes)
        where TMembers : IEnumerator<KeyValuePair<string, JsonElement>>
    {
        const int Braces = 2;
        const int QuotesColonAndComma = 4;
        var budget = (long)maxBytes - Braces + 1;
        while (members.MoveNext())
        {
            var (key, value) = members.Current;
            if (value.ValueKind == JsonValueKind.Undefined)
                return false;

            budget -= Encoding.UTF8.GetByteCount(key) + QuotesColonAndComma + JsonMarshal.GetRawUtf8Value(value).Length;
            if (budget < 0 || !JsonDepth.IsWithin(value, MaxDepth - 1))
                return false;
        }

        return true;
    }
}
