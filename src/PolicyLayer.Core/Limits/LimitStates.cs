using System.Runtime.CompilerServices;

namespace PolicyLayer.Core.Limits;

/// <summary>
/// Where each limit of one call stands. Up to <see cref="InPlace"/> limits live in the value itself, so that ordinary calls
/// allocate nothing for them. Immutable.
/// </summary>
internal readonly struct LimitStates
{
    internal const int InPlace = 4;

    private readonly LimitState[]? _all;
    private readonly Four _few;

    internal LimitStates(ReadOnlySpan<LimitState> states)
    {
        Count = states.Length;
        if (states.Length > InPlace)
        {
            _all = states.ToArray();
            return;
        }

        // Half by half: they were written so a moment ago, and a wider read would wait until that has reached the cache.
        for (var i = 0; i < states.Length; i++)
            _few[i] = new(states[i].Remaining, states[i].Reset);
    }

    internal int Count { get; }

    internal LimitState this[int index] => _all is null ? _few[index] : _all[index];

    [InlineArray(InPlace)]
    private struct Four
    {
        private LimitState _item;
    }
}
