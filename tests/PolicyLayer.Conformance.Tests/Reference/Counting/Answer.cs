using PolicyLayer.Conformance.Tests.Reference.Approving;
using PolicyLayer.Conformance.Tests.Reference.Reading;

namespace PolicyLayer.Conformance.Tests.Reference.Counting;

/// <summary>What the reference says of a call: a verdict, or what its limits say.</summary>
/// <param name="IsShadow">Whether the call is to be allowed, whatever is said.</param>
/// <param name="Verdict">The verdict; <see langword="null"/> if the limits decide.</param>
/// <param name="Uses">What each limit is asked.</param>
/// <param name="Claim">What the call comes with, if somebody had to approve it.</param>
internal sealed record Answer(bool IsShadow, Verdict? Verdict, IReadOnlyList<CounterUse> Uses, Claim? Claim = null);
