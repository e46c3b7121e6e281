namespace PolicyLayer.Core;

/// <summary>The policy set of a moment. A decision reads it once. Immutable.</summary>
/// <param name="policies">Who has which policy.</param>
/// <param name="version">Grows with every update, so that a late call of an older set does not undo what a newer one did.</param>
internal sealed class PolicySnapshot(PolicySet policies, long version)
{
    internal PolicySet Policies => policies;

    internal long Version => version;
}
