using System.Runtime.CompilerServices;

namespace PolicyLayer.Core.Limits;

/// <summary>
/// Where each limit of one call stands. Up to <see cref="InPlace"/> limits live in the value itself, so that ordinary calls
/// allocate nothing for them. It is large: whoever decides makes one, and it is filled in place.
/// </summary>
internal struct LimitStates
{
    internal const int InPlace = 4;

    private readonly LimitState[]? _more;
    private Four _first;

    /// <summary>Room for as many limits, none of which has been looked at.</summary>
    internal LimitStates(int room) => _more = room > InPlace ? new LimitState[room - InPlace] : null;

    /// <summary>How many limits it tells of: all of the call, or none unless all could be looked at.</summary>
    internal int Count { get; set; }

    internal LimitState this[int index]
    {
        readonly get => index < InPlace ? _first[index] : _more![index - InPlace];
        set
        {
            if (index < InPlace)
                _first[index] = value;
            else
                _more![index - InPlace] = value;
        }
    }

    [InlineArray(InPlace)]
    private struct Four
    {
        private LimitState _item;
    }
}
