namespace PolicyLayer.Core.Tests.Limits;

/// <summary>One step of a random schedule.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Amount">The cost, the number of the reservation, the time in ticks, or the maximum.</param>
internal readonly record struct ScheduleStep(ScheduleStep.What Kind, long Amount)
{
    internal enum What
    {
        Call,
        GiveBack,
        Keep,
        Advance,
        StepWallClock,
        Reload,
    }
}
