namespace PolicyLayer.Core.Tests.Limits;

public sealed class SchedulesTests
{
    [Fact]
    public void A_schedule_that_fails_shrinks_to_the_steps_that_make_it_fail()
    {
        static bool Fails((long Max, int[] Steps) schedule) => schedule.Steps.Contains(17) && schedule.Steps.Contains(40);
        (long Max, int[] Steps) smallest = (5, [.. Enumerable.Range(0, 50)]);

        while (Schedules.Smaller(smallest).FirstOrDefault(Fails) is { Steps: not null } smaller)
            smallest = smaller;

        Assert.Equal([17, 40], smallest.Steps);
    }

    [Fact]
    public void A_property_that_fails_is_reported_with_few_steps()
    {
        var schedules = FsCheck.Fluent.Gen.Select(
            FsCheck.Fluent.Gen.ArrayOf(FsCheck.Fluent.Gen.Choose(0, 9), 40), static steps => (1L, steps));

        var report = Assert.ThrowsAny<Exception>(() => Schedules.ForAll<int>(schedules, static (_, steps) => !steps.Contains(7)));

        Assert.Contains("[|7|]", report.Message, StringComparison.Ordinal);
    }
}
