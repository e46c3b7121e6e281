using PolicyLayer.Core.Limits;
using PolicyLayer.Interleaving.Tests.Tables;

namespace PolicyLayer.Interleaving.Tests.Naive;

/// <summary>A table whose first places are left without being closed: who found one free before may still use it.</summary>
internal sealed class NaiveGrowth
{
    private readonly Node?[] _first = new Node?[4];
    private readonly Node?[] _next = new Node?[4];
    private bool _isLeft;

    internal void Grow() => _isLeft = true;

    internal Node GetOrAdd(Node node)
    {
        if (Array.Find(_first, held => held?.Key == node.Key) is { } known)
            return known;

        var places = _isLeft ? _next : _first;
        var index = Array.FindIndex(places, held => held is null || held.Key == node.Key);
        Core.Limits.Interleaving.At(Step.TablePlaceFound);
        return places[index] ??= node;
    }
}
