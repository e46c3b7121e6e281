using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class SlidingSlotsTests
{
    private const long Window = 1_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(long.MaxValue / 4)]
    public void A_fresh_counter_admits_its_maximum_at_any_time_of_the_clock(long now)
    {
        var words = Fresh(3);

        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => TryAdmit(words, now)));
    }

    [Fact]
    public void A_place_is_free_again_exactly_one_window_after_it_was_taken()
    {
        var words = Fresh(1);
        Assert.True(TryAdmit(words, 5));

        Assert.False(TryAdmit(words, 5 + Window - 1));
        Assert.True(TryAdmit(words, 5 + Window));
    }

    [Fact]
    public void What_is_read_agrees_with_what_the_next_caller_gets()
    {
        var words = Fresh(2);
        Assert.Equal(new(Free: 2, Wait: 0, Reset: 0), SlidingSlots.Read(words, 0, Window));

        TryAdmit(words, 0);
        Assert.Equal(new(Free: 1, Wait: 0, Reset: 1_000), SlidingSlots.Read(words, 0, Window));

        TryAdmit(words, 400);
        Assert.Equal(new(Free: 0, Wait: 600, Reset: 1_000), SlidingSlots.Read(words, 400, Window));
        Assert.Equal(new(Free: 1, Wait: 0, Reset: 400), SlidingSlots.Read(words, 1_000, Window));
    }

    [Fact]
    public void A_stalled_caller_with_an_older_clock_does_not_find_a_released_place_empty()
    {
        var words = Fresh(1);
        TryAdmit(words, 0);
        TryAdmit(words, Window);
        var released = SlidingSlots.TryReplace(
            words, likely: 0, SlidingSlots.Word(Window, tentative: false), SlidingSlots.FreeWord(Window, Window));

        Assert.True(released);
        Assert.False(TryAdmit(words, Window - 1), "The admission at 0 was kept, and is less than a window ago.");
        Assert.True(TryAdmit(words, Window));
    }

    [Fact]
    public void Nobody_waits_a_window_because_of_an_admission_that_may_be_gone_in_a_moment()
    {
        var words = Fresh(1);
        var hint = 0;
        SlidingSlots.TryAdmit(words, ref hint, 0, Window, tentative: true);

        Assert.Equal(1, SlidingSlots.Read(words, 0, Window).Wait);
    }

    private static long[] Fresh(int max)
    {
        var words = new long[max];
        Array.Fill(words, SlidingSlots.FreeWord(0, Window));
        return words;
    }

    private static bool TryAdmit(long[] words, long now)
    {
        var hint = 0;
        return SlidingSlots.TryAdmit(words, ref hint, now, Window, tentative: false) >= 0;
    }
}
