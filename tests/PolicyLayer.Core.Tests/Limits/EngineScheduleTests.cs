using FsCheck;
using FsCheck.Fluent;
using static PolicyLayer.Core.Tests.Limits.ScheduleStep;

namespace PolicyLayer.Core.Tests.Limits;

/// <summary>
/// Random schedules of a whole engine: several limits in one call, of every scope, for callers that are resolved and callers that
/// are not. What a call gets must be what the definitions of its limits say, and what a preview said just before.
/// </summary>
public sealed class EngineScheduleTests
{
    [Fact]
    public void Every_decision_agrees_with_the_definitions_of_all_its_limits() => ForAllSchedules(
        [What.Reload, What.StepWallClock], static max => new(max));

    // So few that counters are freed and made again all the time, or that a call finds no place for its own.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void However_few_counters_may_live_no_open_window_is_forgotten_and_no_place_left_unused(int maxCounters) =>
        ForAllSchedules([What.Reload], max => new(max, maxCounters));

    private static void ForAllSchedules(What[] more, Func<long, EngineScheduleRun> runOf)
    {
        const long Second = TimeSpan.TicksPerSecond;
        var calls =
            from tool in Gen.Choose(0, ReferenceCounters.Tools.Length - 1)
            from caller in Gen.Choose(0, EngineScheduleRun.Callers - 1)
            from cost in Gen.Choose(0, 3)
            select new EngineStep(What.Call, cost, tool, caller);
        Gen<EngineStep> Step(What kind, Gen<long> amounts) => amounts.Select(amount => new EngineStep(kind, amount));
        Gen<long> UpTo(int from, int to) => Gen.Choose(from, to).Select(static amount => (long)amount);
        var advance = Step(What.Advance, Gen.OneOf(
            Gen.Elements(0, 1, Second / 3, Second, 3 * Second, 5 * Second, (7 * Second) - 1, 7 * Second, 11 * Second, 30 * Second),
            UpTo(0, (int)(2 * Second))));
        List<Gen<EngineStep>> kinds =
        [
            calls, calls, calls, calls, calls, advance, advance,
            Step(What.GiveBack, UpTo(0, 1_000)), Step(What.Keep, UpTo(0, 1_000)),
        ];
        if (more.Contains(What.Reload))
            kinds.Add(Step(What.Reload, UpTo(3, 7)));
        if (more.Contains(What.StepWallClock))
            kinds.Add(Step(What.StepWallClock, UpTo(0, 3).Select(static windows => windows * 11 * Second / 2)));

        var schedules =
            from max in UpTo(3, 7)
            from length in Gen.Choose(1, 80)
            from steps in Gen.ArrayOf(Gen.OneOf(kinds), length)
            select (max, steps);
        Schedules.ForAll(schedules, (max, steps) =>
        {
            var run = runOf(max);
            return steps.All(run.Agrees);
        });
    }
}
