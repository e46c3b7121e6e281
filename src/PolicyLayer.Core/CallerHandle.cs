using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>A caller that an evaluator has resolved. Its policy is found anew when the policy set has changed.</summary>
/// <param name="owner">The evaluator; to any other, the handle says nothing.</param>
/// <param name="server">The caller's server.</param>
/// <param name="grant">The caller's grant.</param>
internal sealed class CallerHandle(PolicyEvaluator owner, string server, string grant) : KnownCounters
{
    private ServedPolicy? _served;

    internal PolicyEvaluator Owner => owner;

    // Several threads may look the policy up after a reload; each finds the same.
    internal ServedPolicy? Under(PolicySnapshot snapshot)
    {
        var served = Volatile.Read(ref _served);
        if (served?.Snapshot == snapshot)
            return served;

        served = snapshot.Find(server, grant);
        Volatile.Write(ref _served, served);
        return served;
    }
}
