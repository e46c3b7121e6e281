using System.Runtime.CompilerServices;

namespace PolicyLayer.Core.Limits;

/// <summary>
/// Where each limit of one call stands. Up to <see cref="InPlace"/> limits live in the value itself, so that ordinary calls
/// allocate nothing for them.
/// </summary>
internal struct LimitStates
{
    internal const int InPlace = 4;

    private readonly LimitState[]? _more;
    private Four _first;

    internal LimitStates(int count)
    {
        Count = count;
        _more = count > InPlace ? new LimitState[count - InPlace] : null;
    }

    internal int Count { get; }

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
