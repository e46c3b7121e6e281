using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>The arguments of a call, in whichever form the host has them.</summary>
internal readonly struct ToolArguments
{
    private const int MaxDepth = 64;

    private readonly JsonElement _value;

    internal ToolArguments(JsonElement value) => _value = value;

    internal ToolArguments(IDictionary<string, JsonElement>? members) => Members = members;

    /// <summary>The arguments as one value; undefined where <see cref="Members"/> has them or there are none.</summary>
    [UnscopedRef]
    internal ref readonly JsonElement Value => ref _value;

    /// <summary>The arguments by name, or <see langword="null"/>.</summary>
    internal IDictionary<string, JsonElement>? Members { get; }

    /// <summary>
    /// Whether these are an object, <c>null</c> or absent, at most 64 deep, of at most <see cref="JsonWidth.MaxMembers"/> members an
    /// object, and at most <paramref name="maxBytes"/> long as JSON in UTF-8 (for members: without white space).
    /// </summary>
    internal bool IsWellFormed(int maxBytes)
    {
        try
        {
            return Members is null ? IsWellFormed(_value, maxBytes)
                : Members.Count <= JsonWidth.MaxMembers && AreWellFormed(Members, maxBytes);
        }
        catch (ObjectDisposedException)
        {
            // The host gave the memory of its document back: there is nothing left to judge.
            return false;
        }
    }

    private static bool IsWellFormed(in JsonElement value, int maxBytes)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return true;
            case JsonValueKind.Object:
                var text = JsonMarshal.GetRawUtf8Value(value);
                return text.Length <= maxBytes && JsonDepth.IsWithin(value, text, MaxDepth) && JsonWidth.IsBounded(value, text);
            default:
                return false;
        }
    }

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

            var text = JsonMarshal.GetRawUtf8Value(value);
            budget -= Encoding.UTF8.GetByteCount(key) + QuotesColonAndComma + text.Length;
            if (budget < 0 || !JsonDepth.IsWithin(value, text, MaxDepth - 1) || !JsonWidth.IsBounded(value, text))
                return false;
        }

        return true;
    }
}
