using FsCheck;
using FsCheck.Fluent;
using PolicyLayer.TestKit.Limits;
using static PolicyLayer.Core.Tests.Limits.ScheduleStep;

namespace PolicyLayer.Core.Tests.Limits;

/// <summary>Random schedules of one thread, against a plain reference of each algorithm.</summary>
public sealed class ScheduleTests
{
    private const int MaxCost = 6;
    private const long Window = 7 * TimeSpan.TicksPerSecond;
    private const string Budget = "\"window\": 7, \"max\"";

    [Fact]
    public void A_sliding_window_of_single_calls_agrees_with_its_definition()
    {
        ForAllSchedules(maxCost: 1, [What.Reload], (max, steps) =>
        {
            var run = new ScheduleRun(
                new ReferenceSlidingWindow(Window, max), next => $"{Budget}: {next}", max);
            return steps.All(run.AgreesExactly);
        });
    }

    [Fact]
    public void A_fixed_window_agrees_with_its_definition()
    {
        const string Fixed = $"\"algorithm\": \"fixed_window\", {Meter.ByArgument}, {Budget}";
        ForAllSchedules(MaxCost, [What.Reload, What.StepWallClock], (max, steps) =>
        {
            var run = new ScheduleRun(new ReferenceFixedWindow(Window, max), next => $"{Fixed}: {next}", max);
            return steps.All(run.AgreesExactly);
        });
    }

    [Fact]
    public void A_token_bucket_agrees_with_its_definition()
    {
        const string Bucket = $"\"algorithm\": \"token_bucket\", {Meter.ByArgument}, \"burst\": 9, {Budget}";
        ForAllSchedules(MaxCost, [What.StepWallClock], (max, steps) =>
        {
            var rate = max - 1;
            var run = new ScheduleRun(new ReferenceTokenBucket(Window, rate, burst: 9), next => $"{Bucket}: {next}", rate);
            return steps.All(run.AgreesExactly);
        });
    }

    [Fact]
    public void A_token_bucket_that_is_reloaded_admits_nothing_that_its_history_has_no_room_for()
    {
        const string Bucket = $"\"algorithm\": \"token_bucket\", {Meter.ByArgument}, {Budget}";
        ForAllSchedules(MaxCost, [What.Reload], (max, steps) =>
        {
            var reference = new ReferenceTokenBucket(Window, max, burst: max);
            var run = new ScheduleRun(reference, next => $"{Bucket}: {next}", max);
            return steps.All(step => run.AdmitsOnlyIf(step, reference.HadRoom));
        });
    }

    [Fact]
    public void A_sliding_window_of_any_cost_is_never_over_and_free_again_a_64th_late_at_most()
    {
        ForAllSchedules(MaxCost, [What.Reload], (max, steps) =>
        {
            var reference = new ReferenceSlidingWindow(Window, max);
            var run = new ScheduleRun(reference, next => $"{Meter.ByArgument}, {Budget}: {next}", max);
            return steps.All(step => run.IsBetween(
                step, (now, cost) => reference.HasRoom(now, cost), (now, cost) => reference.HasRoom(now, cost, Window / 64)));
        });
    }

    [Fact]
    public void A_sliding_window_counted_now_one_by_one_and_now_by_amount_is_never_over()
    {
        ForAllSchedules(maxCost: 1, [What.Reload], (max, steps) =>
        {
            var reference = new ReferenceSlidingWindow(Window, max);
            var run = new ScheduleRun(reference, next => next % 2 == 0 ? $"{Meter.ByArgument}, {Budget}: {next}" : $"{Budget}: {next}", max);
            return steps.All(step => run.IsBetween(
                step, (now, cost) => reference.HasRoom(now, cost), (now, cost) => reference.HasRoom(now, cost, Window / 64)));
        });
    }

    private static void ForAllSchedules(int maxCost, What[] more, Func<long, ScheduleStep[], bool> holds)
    {
        var times = Gen.OneOf(
            Gen.Elements(0, 1, Window / 64, Window / 8, Window - 1, Window, Window + 1, Window * 65 / 64),
            Gen.Choose(0, (int)(Window / 3)).Select(static time => (long)time));
        Gen<ScheduleStep> Step(What kind, Gen<long> amounts) => amounts.Select(amount => new ScheduleStep(kind, amount));
        Gen<long> UpTo(int from, int to) => Gen.Choose(from, to).Select(static amount => (long)amount);
        var call = Step(What.Call, UpTo(maxCost == 1 ? 1 : 0, maxCost));
        List<Gen<ScheduleStep>> kinds =
        [
            call, call, call,
            Step(What.GiveBack, UpTo(0, 1_000)),
            Step(What.Keep, UpTo(0, 1_000)),
            Step(What.Advance, times), Step(What.Advance, times),
        ];
        if (more.Contains(What.Reload))
            kinds.Add(Step(What.Reload, UpTo(1, 12)));
        if (more.Contains(What.StepWallClock))
            kinds.Add(Step(What.StepWallClock, UpTo(-3, 3).Select(static windows => windows * Window / 2)));

        var schedules =
            from max in UpTo(1, 12)
            from length in Gen.Choose(1, 60)
            from steps in Gen.ArrayOf(Gen.OneOf(kinds), length)
            select (max, steps);
        Schedules.ForAll(schedules, holds);
    }
}
