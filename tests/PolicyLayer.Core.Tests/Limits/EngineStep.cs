namespace PolicyLayer.Core.Tests.Limits;

/// <summary>One step of a random schedule of a whole engine.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Amount">The cost, the number of the reservation, the time in ticks, or the maximum.</param>
/// <param name="Tool">Which tool is called.</param>
/// <param name="Caller">By whom.</param>
internal readonly record struct EngineStep(ScheduleStep.What Kind, long Amount, int Tool = 0, int Caller = 0);
