using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>A key to look for in objects, such that a duplicate or a variant by case never goes unseen. Immutable.</summary>
internal sealed class MemberKey
{
    // A \uXXXX escape is the longest way to write one UTF-16 unit.
    private const int MaxBytesPerUnit = 6;
    private const int MaxUnitsOnStack = 256;

    private readonly byte[] _utf8;
    private readonly bool _isLiteralAscii;

    internal MemberKey(string name)
    {
        Name = name;
        _utf8 = Encoding.UTF8.GetBytes(name);
        _isLiteralAscii = EscapedText.IsLiteralAscii(_utf8);
    }

    internal string Name { get; }

    /// <summary>Looks for the key in <paramref name="parent"/>, which is an object.</summary>
    internal Resolution FindIn(JsonElement parent, out JsonElement value)
    {
        value = default;
        var result = Resolution.Absent;
        foreach (var member in parent.EnumerateObject())
        {
            var match = Compare(JsonMarshal.GetRawUtf8PropertyName(member));
            if (match == KeyMatch.Other)
                continue;
            if (match == KeyMatch.CaseVariant || result == Resolution.Found)
                return Ambiguous(match, out value);
            result = Resolution.Found;
            value = member.Value;
        }

        return result;
    }

    /// <summary>
    /// Looks for the key among <paramref name="members"/>. Generic, so that enumerating a struct does not box it.
    /// </summary>
    internal Resolution FindIn<TMembers>(TMembers members, out JsonElement value)
        where TMembers : IEnumerator<KeyValuePair<string, JsonElement>>
    {
        value = default;
        var result = Resolution.Absent;
        while (members.MoveNext())
        {
            var match = Compare(members.Current.Key);
            if (match == KeyMatch.Other)
                continue;
            if (match == KeyMatch.CaseVariant || result == Resolution.Found)
                return Ambiguous(match, out value);
            result = Resolution.Found;
            value = members.Current.Value;
        }

        return result;
    }

    internal KeyMatch Compare(string key)
    {
        if (key.Length != Name.Length)
            return KeyMatch.Other;
        if (key == Name)
            return KeyMatch.Same;

        return CaseFolding.EqualIgnoringCase(key, Name) ? KeyMatch.CaseVariant : KeyMatch.Other;
    }

    /// <summary>Compares with a key as it is written in JSON, without its quotes.</summary>
    internal KeyMatch Compare(ReadOnlySpan<byte> written)
    {
        if (written.Length < Name.Length || written.Length > MaxBytesPerUnit * Name.Length)
            return KeyMatch.Other;
        if (!_isLiteralAscii)
            return CompareDecoded(written);

        // Where bytes and characters are as many, an escape or a longer character would leave the key too short.
        if (written.Length == Name.Length)
        {
            if (written.SequenceEqual(_utf8))
                return KeyMatch.Same;

            return Ascii.EqualsIgnoreCase(written, _utf8) ? KeyMatch.CaseVariant : KeyMatch.Other;
        }

        return EscapedText.IsLiteralAscii(written) ? KeyMatch.Other : CompareDecoded(written);
    }

    // Which of the values another reader would take is not known, so none of them goes out.
    private static Resolution Ambiguous(KeyMatch match, out JsonElement value)
    {
        value = default;
        return match == KeyMatch.CaseVariant ? Resolution.CaseVariant : Resolution.DuplicateKey;
    }

    private KeyMatch CompareDecoded(ReadOnlySpan<byte> written)
    {
        char[]? rented = null;
        var characters = Name.Length <= MaxUnitsOnStack
            ? stackalloc char[Name.Length]
            : (rented = ArrayPool<char>.Shared.Rent(Name.Length)).AsSpan(0, Name.Length);
        var match = KeyMatch.Other;
        if (EscapedText.TryDecode(written, characters, out var length) && length == Name.Length)
        {
            if (characters.SequenceEqual(Name))
                match = KeyMatch.Same;
            else if (CaseFolding.EqualIgnoringCase(characters, Name))
                match = KeyMatch.CaseVariant;
        }

        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return match;
    }
}
