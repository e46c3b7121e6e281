namespace PolicyLayer.Core.Evaluation;

/// <summary>
/// Some rules of a list, by index. Up to <see cref="InPlace"/> are noted in the value itself, so that ordinary calls allocate
/// nothing for them.
/// </summary>
internal struct RuleSelection
{
    private const int InPlace = 64;

    private readonly ulong[]? _more;
    private ulong _first;

    internal RuleSelection(int count) => _more = count > InPlace ? new ulong[(count - 1) / InPlace] : null;

    /// <summary>The selection that was taken apart into <see cref="More"/> and <see cref="First"/>.</summary>
    internal RuleSelection(ulong[]? more, ulong first)
    {
        _more = more;
        _first = first;
    }

    /// <summary>The rules from index 64 on, a bit each.</summary>
    internal readonly ulong[]? More => _more;

    /// <summary>The first 64 rules, a bit each.</summary>
    internal readonly ulong First => _first;

    internal void Add(int index)
    {
        var bit = 1UL << index;
        if (index < InPlace)
            _first |= bit;
        else
            _more![(index / InPlace) - 1] |= bit;
    }

    internal readonly bool Contains(int index) =>
        ((index < InPlace ? _first : _more![(index / InPlace) - 1]) & (1UL << index)) != 0;
}
