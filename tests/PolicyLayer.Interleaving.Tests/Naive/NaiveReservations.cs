using PolicyLayer.Core.Limits;

namespace PolicyLayer.Interleaving.Tests.Naive;

/// <summary>A counter whose admissions are told apart by their times alone, and given back by whoever says so.</summary>
internal sealed class NaiveReservations(TimeProvider clock, int max) : ICalls
{
    private readonly List<long> _times = [];

    public Answer Call(string grant = "alice", string tool = "a", bool isResolved = false)
    {
        if (_times.Count >= max)
            return default;

        var time = clock.GetTimestamp();
        _times.Add(time);
        return new(IsAllowed: true, GiveBack: () =>
        {
            Core.Limits.Interleaving.At(Step.ReleaseFound);
            _times.Remove(time);
        });
    }

    public void Reload(long max) => throw new NotSupportedException();
}
