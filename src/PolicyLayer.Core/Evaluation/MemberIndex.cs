using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>
/// Finds the members of the arguments that the rules of a tool name, all in one pass, each in its slot. Says of each key what
/// <see cref="MemberKey"/> says of it. Immutable.
/// </summary>
/// <param name="keys">The keys, by slot: at most <see cref="MaxKeys"/>, no two the same, all literal ASCII.</param>
internal sealed class MemberIndex(MemberKey[] keys)
{
    internal const int MaxKeys = 8;

    private readonly int _shortest = keys.Min(static key => key.Name.Length);

    // A bit for each length that a key has; longer ones share the bits, which only costs a comparison.
    private readonly ulong _lengths = keys.Aggregate(0UL, static (lengths, key) => lengths | (1UL << key.Name.Length));

    /// <summary>Looks for all keys. The arguments are an object, <c>null</c> or absent.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="room">Where to write what is found; as yet nothing.</param>
    /// <returns>What was found, slot by slot.</returns>
    internal ReadOnlySpan<FoundMember> Find(in ToolArguments arguments, Span<FoundMember> room)
    {
        var found = room[..keys.Length];
        if (arguments.Members is { } members)
            Find(members, found);
        else if (arguments.Value.ValueKind == JsonValueKind.Object)
            Find(arguments.Value, found);
        return found;
    }

    private void Find(in JsonElement arguments, Span<FoundMember> found)
    {
        foreach (var member in arguments.EnumerateObject())
        {
            var written = JsonMarshal.GetRawUtf8PropertyName(member);
            if (MayBeKey(written))
                Match(written, member.Value, found);
        }
    }

    // No character is written in fewer bytes than it has UTF-16 units. A name in literal ASCII is only a key of its length; one
    // with escapes or longer characters may be any.
    private bool MayBeKey(ReadOnlySpan<byte> written) => written.Length >= _shortest
        && ((_lengths & (1UL << written.Length)) != 0 || !EscapedText.IsLiteralAscii(written));

    // Apart, so that the loop over the members, of which few are keys, keeps its state in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Match(ReadOnlySpan<byte> written, JsonElement value, Span<FoundMember> found)
    {
        var isLiteral = EscapedText.IsLiteralAscii(written);
        for (var slot = 0; slot < keys.Length; slot++)
        {
            var key = keys[slot];
            if (isLiteral && !key.MayMatchLiteral(written))
                continue;

            var match = isLiteral ? key.CompareLiteral(written) : key.Compare(written);
            if (match != KeyMatch.Other)
                found[slot].Add(match, value);
        }
    }

    private void Find(IDictionary<string, JsonElement> members, Span<FoundMember> found)
    {
        // The SDK's own type is walked by its struct enumerator; through the interface every call would allocate one.
        if (members is Dictionary<string, JsonElement> dictionary)
        {
            Find(dictionary.GetEnumerator(), found);
            return;
        }

        using var enumerator = members.GetEnumerator();
        Find(enumerator, found);
    }

    private void Find<TMembers>(TMembers members, Span<FoundMember> found)
        where TMembers : IEnumerator<KeyValuePair<string, JsonElement>>
    {
        while (members.MoveNext())
        {
            var (name, value) = members.Current;
            for (var slot = 0; slot < keys.Length; slot++)
            {
                var match = keys[slot].Compare(name);
                if (match != KeyMatch.Other)
                    found[slot].Add(match, value);
            }
        }
    }
}
