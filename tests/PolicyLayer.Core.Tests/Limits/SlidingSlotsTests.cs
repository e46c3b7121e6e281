using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;

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
            words, SlidingSlots.Word(Window, tentative: false), SlidingSlots.Word(Window - Window, tentative: false));

        Assert.True(released);
        Assert.False(TryAdmit(words, Window - 1), "The admission at 0 was kept, and is less than a window ago.");
        Assert.True(TryAdmit(words, Window));
    }

    [Fact]
    public void Nobody_waits_a_window_because_of_an_admission_that_may_be_gone_in_a_moment()
    {
        var words = Fresh(1);
        var unobserved = default(UnobservedContention);
        var hint = 0;
        SlidingSlots.TryAdmit(words, ref hint, 0, Window, tentative: true, ref unobserved);

        Assert.Equal(1, SlidingSlots.Read(words, 0, Window).Wait);
    }

    [Fact]
    public void Eight_threads_never_admit_more_than_the_maximum_in_any_window_and_do_collide()
    {
        const int Threads = 8;
        const int Max = 5;
        const int Rounds = 3_000;
        const int MaxRounds = 100_000;
        long[] words = [];
        var hint = 0;
        long clock = 0;
        var lost = 0;
        var admissions = Enumerable.Range(0, Threads).Select(_ => new List<long>()).ToArray();

        Race.Run(
            Threads,
            number =>
            {
                var contention = default(CountedContention);
                for (var i = 0; i < 20; i++)
                {
                    var now = Interlocked.Add(ref clock, i % 4 == 0 ? Window / 16 : 0);
                    if (SlidingSlots.TryAdmit(words, ref hint, now, Window, tentative: false, ref contention))
                        admissions[number].Add(now);
                }

                Interlocked.Add(ref lost, contention.Lost);
            },
            round =>
            {
                AssertNeverMoreThan(Max, admissions.SelectMany(times => times).Order().ToArray());
                Array.ForEach(admissions, times => times.Clear());
                words = Fresh(Max);
                return round < Rounds || (lost == 0 && round < MaxRounds);
            });

        Assert.True(lost > 0, "No compare-exchange was lost, so the threads never met.");
    }

    private static void AssertNeverMoreThan(int max, long[] times)
    {
        for (var i = max; i < times.Length; i++)
        {
            Assert.True(
                times[i] - times[i - max] >= Window,
                $"{max + 1} admissions from {times[i - max]} to {times[i]}, less than a window of {Window}.");
        }
    }

    private static long[] Fresh(int max)
    {
        var words = new long[max];
        Array.Fill(words, SlidingSlots.Never);
        return words;
    }

    private static bool TryAdmit(long[] words, long now)
    {
        var unobserved = default(UnobservedContention);
        var hint = 0;
        return SlidingSlots.TryAdmit(words, ref hint, now, Window, tentative: false, ref unobserved);
    }
}
