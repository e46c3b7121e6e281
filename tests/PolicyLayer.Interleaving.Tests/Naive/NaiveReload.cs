using PolicyLayer.Core.Limits;

namespace PolicyLayer.Interleaving.Tests.Naive;

/// <summary>A counter whose words are copied on a reload as many as fit, while others may still write the old ones.</summary>
internal sealed class NaiveReload(long max) : ICalls
{
    private bool[] _words = new bool[max];

    public Answer Call(string grant = "alice", string tool = "a", bool isResolved = false)
    {
        var words = _words;
        var free = Array.IndexOf(words, false);
        if (free < 0)
            return default;

        Core.Limits.Interleaving.At(Step.RoomFound);
        words[free] = true;
        Core.Limits.Interleaving.At(Step.TotalRaised);
        return new(IsAllowed: true, GiveBack: () =>
        {
            Core.Limits.Interleaving.At(Step.ReleaseFound);
            words[free] = false;
        });
    }

    public void Reload(long max)
    {
        var words = new bool[max];
        _words.AsSpan(0, Math.Min(words.Length, _words.Length)).CopyTo(words);
        _words = words;
    }
}
