using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>
/// Notes, while a condition is judged over elements, how many were looked at and which one decided: the one that settled the
/// result, else the first that could not be judged.
/// </summary>
internal sealed class ElementWatch
{
    private readonly List<int> _current = [];

    /// <summary>How many elements were judged. One that is judged by elements of its own does not count; they do.</summary>
    internal int Elements { get; private set; }

    /// <summary>The index at each <c>[*]</c> of the element that decided; empty if none did by itself.</summary>
    internal int[] Place { get; private set; } = [];

    /// <summary>What was judged of the element that decided.</summary>
    internal JsonElement Value { get; private set; }

    /// <summary>The next element of the list at a <c>[*]</c>, the first being 0, comes.</summary>
    internal void Enter(int wildcard)
    {
        var index = _current.Count > wildcard ? _current[wildcard] + 1 : 0;
        _current.RemoveRange(wildcard, _current.Count - wildcard);
        _current.Add(index);
    }

    /// <summary>The element was judged.</summary>
    internal void Leave(int wildcard, in JsonElement value, Judgement judgement, bool settles)
    {
        var hadElements = _current.Count > wildcard + 1;
        if (hadElements)
            return;

        Elements++;
        if (settles || (judgement.IsMismatch() && Place.Length == 0))
        {
            Place = [.. _current];
            Value = value;
        }
    }
}
