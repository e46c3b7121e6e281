namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Time passes, or somebody sets the wall clock.</summary>
/// <param name="Ticks">How much, in ticks of 100 ns.</param>
/// <param name="OfWallClock">Whether the wall clock is set, forward or back, while the monotonic one stands.</param>
internal sealed record TimeStep(long Ticks, bool OfWallClock) : ScenarioStep
{
    public override string ToString() =>
        $"{(OfWallClock ? "set the wall clock by" : "advance both clocks by")} {TimeSpan.FromTicks(Ticks)}";
}
