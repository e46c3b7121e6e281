using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Compilation;

/// <summary>Gives the conditions of a tool the slots of its <see cref="MemberIndex"/>, as they come.</summary>
internal sealed class MemberSlots
{
    private const int None = -1;

    private readonly List<MemberKey> _keys;

    internal MemberSlots() => _keys = [];

    /// <summary>Goes on where <paramref name="ofAll"/> stands, whose conditions keep their slots.</summary>
    internal MemberSlots(MemberSlots ofAll) => _keys = [.. ofAll._keys];

    /// <summary>The slot for the first step of a path; -1 if it does not begin with a plain argument, or no slot is left.</summary>
    internal int SlotOf(ValuePath path)
    {
        if (path.ArgumentKey is not { IsLiteralAscii: true } key)
            return None;

        var slot = _keys.FindIndex(known => known.Name == key.Name);
        if (slot >= 0)
            return slot;
        if (_keys.Count == MemberIndex.MaxKeys)
            return None;

        _keys.Add(key);
        return _keys.Count - 1;
    }

    /// <summary>The index of the slots given so far; <see langword="null"/> if there are none.</summary>
    internal MemberIndex? ToIndex() => _keys.Count == 0 ? null : new([.. _keys]);
}
