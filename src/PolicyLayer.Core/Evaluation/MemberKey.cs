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

    // Letters of ASCII that differ by case alone differ in this bit.
    private const int CaseBit = 0x20;

    private readonly byte[] _utf8;
    private readonly bool _isLiteralAscii;

    internal MemberKey(string name)
    {
        Name = name;
        _utf8 = Encoding.UTF8.GetBytes(name);
        _isLiteralAscii = EscapedText.IsLiteralAscii(_utf8);
    }

    internal string Name { get; }

    /// <summary>Whether every character of the key is written as itself, in one byte.</summary>
    internal bool IsLiteralAscii => _isLiteralAscii;

    /// <summary>Looks for the key in <paramref name="parent"/>, which is an object.</summary>
    internal Resolution FindIn(JsonElement parent, out JsonElement value)
    {
        FoundMember found = default;
        foreach (var member in parent.EnumerateObject())
        {
            var match = Compare(JsonMarshal.GetRawUtf8PropertyName(member));
            if (match == KeyMatch.Other)
                continue;
            found.Add(match, member.Value);
            if (found.IsAmbiguous)
                break;
        }

        value = found.Value;
        return found.Resolution;
    }

    /// <summary>
    /// Looks for the key among <paramref name="members"/>. Generic, so that enumerating a struct does not box it.
    /// </summary>
    internal Resolution FindIn<TMembers>(TMembers members, out JsonElement value)
        where TMembers : IEnumerator<KeyValuePair<string, JsonElement>>
    {
        FoundMember found = default;
        while (members.MoveNext())
        {
            var match = Compare(members.Current.Key);
            if (match == KeyMatch.Other)
                continue;
            found.Add(match, members.Current.Value);
            if (found.IsAmbiguous)
                break;
        }

        value = found.Value;
        return found.Resolution;
    }

    internal KeyMatch Compare(string key)
    {
        if (key.Length != Name.Length)
            return KeyMatch.Other;
        if (key == Name)
            return KeyMatch.Same;
        if (key.Length > 0 && (AreOtherAscii(key[0], Name[0]) || AreOtherAscii(key[^1], Name[^1])))
            return KeyMatch.Other;

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
        if (written.Length == Name.Length || EscapedText.IsLiteralAscii(written))
            return CompareLiteral(written);

        return CompareDecoded(written);
    }

    /// <summary>Compares with a key that is written in literal ASCII, as this one is.</summary>
    internal KeyMatch CompareLiteral(ReadOnlySpan<byte> written)
    {
        if (written.SequenceEqual(_utf8))
            return KeyMatch.Same;

        return Ascii.EqualsIgnoreCase(written, _utf8) ? KeyMatch.CaseVariant : KeyMatch.Other;
    }

    /// <summary>
    /// <see langword="false"/> if a key in literal ASCII is surely another one. A look at the ends tells that of most.
    /// </summary>
    internal bool MayMatchLiteral(ReadOnlySpan<byte> written)
    {
        var key = _utf8;
        return written.Length == key.Length
            && (key.Length == 0 || (((written[0] ^ key[0]) | (written[^1] ^ key[^1])) & ~CaseBit) == 0);
    }

    private static bool AreOtherAscii(char left, char right) =>
        char.IsAscii(left) && char.IsAscii(right) && ((left ^ right) & ~CaseBit) != 0;

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
