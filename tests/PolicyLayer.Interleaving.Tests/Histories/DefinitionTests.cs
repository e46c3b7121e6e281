namespace PolicyLayer.Interleaving.Tests.Histories;

/// <summary>The judge of the histories finds what is over, and by one.</summary>
public sealed class DefinitionTests
{
    [Theory]
    [InlineData(10, true)]
    [InlineData(9, false)]
    public void Single_calls_are_over_if_one_too_many_is_within_a_window(long last, bool holds) =>
        Assert.Equal(holds, Definition.HoldsOneByOne([At(0, 1), At(5, 1), At(last, 1)], max: 2, window: 10));

    [Theory]
    [InlineData(65, true)]
    [InlineData(64, false)]
    public void Amounts_are_over_if_a_window_can_touch_too_many_segments(long last, bool holds) =>
        Assert.Equal(holds, Definition.HoldsInSegments([At(0, 3), At(last, 3)], max: 5, segment: 1));

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(1, 2, 4)]
    public void A_segment_that_no_time_of_the_decision_lies_in_is_wrong(long time, long end, long mark) =>
        Assert.Equal(mark == 1, Definition.HoldsInSegments([new(time, end, Cost: 1, mark)], max: 5, segment: 1));

    [Theory]
    [InlineData(10, true)]
    [InlineData(9, false)]
    public void A_calendar_window_is_over_by_its_own_amounts_alone(long last, bool holds) =>
        Assert.Equal(holds, Definition.HoldsInCalendar(
            [new(8, 8, Cost: 3, Mark: 0), new(last, last, Cost: 3, Mark: last / 10)], max: 5, window: 10));

    [Theory]
    [InlineData(20, true)]
    [InlineData(19, false)]
    public void A_bucket_is_over_if_more_was_taken_than_refilled(long last, bool holds) =>
        Assert.Equal(holds, Definition.HoldsInBucket([At(0, 5), At(10, 1), At(last, 1)], max: 1, burst: 5, window: 10));

    [Theory]
    [InlineData(10, true)]
    [InlineData(9, false)]
    public void What_surely_lies_within_a_window_is_over_together(long end, bool holds)
    {
        Kept[] history = [At(0, 3), new(5, end, Cost: 3)];

        Assert.Equal(holds, Definition.HoldsSurely(history, Definition.Sliding(max: 5, window: 10)));
        Assert.Equal(holds, Definition.HoldsSurely(history, Definition.Calendar(max: 5, window: 10)));
        Assert.Equal(holds, Definition.HoldsSurely(history, Definition.Bucket(max: 5, window: 50)));
    }

    private static Kept At(long time, long cost) => new(time, time, cost, Mark: time);
}
