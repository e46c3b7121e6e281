using PolicyLayer.Core.Limits;

namespace PolicyLayer.Interleaving.Tests.Histories;

/// <summary>A charge of a call that has not ended yet.</summary>
/// <param name="Charge">The charge.</param>
/// <param name="At">What its caller read from the clock.</param>
/// <param name="End">What the clock showed when it was admitted.</param>
/// <param name="IsTentative">Whether it still has to be confirmed or rolled back.</param>
internal readonly record struct Pending(Charge Charge, Moment At, long End, bool IsTentative);
