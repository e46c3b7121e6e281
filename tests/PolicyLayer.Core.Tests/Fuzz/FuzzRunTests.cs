namespace PolicyLayer.Core.Tests.Fuzz;

public sealed class FuzzRunTests
{
    [Fact]
    public void A_case_that_does_not_end_fails_the_run_with_its_seed()
    {
        using var never = new ManualResetEventSlim();

        var failure = Record.Exception(() => FuzzRun.Try(7, 3, seed => WaitIf(seed == 8, never), TimeSpan.FromMilliseconds(1)));
        never.Set();

        Assert.Contains("seed 8 ", failure?.Message);
    }

    [Fact]
    public void A_case_that_fails_fails_the_run_with_its_seed()
    {
        var failure = Record.Exception(() => FuzzRun.Try(7, 3, seed => Assert.NotEqual(9, seed), TimeSpan.FromMinutes(1)));

        Assert.Contains("seed 9 ", failure?.Message);
    }

    [Theory]
    [InlineData(null, null, 100)]
    [InlineData(null, "5", 5)]
    [InlineData("-12", null, 1)]
    [InlineData("-12", "5", 1)]
    public void As_many_cases_are_tried_as_asked_for_and_one_where_a_seed_is_told(string? seed, string? cases, int count)
    {
        var (first, tried) = FuzzRun.Choose(100, seed, cases);

        Assert.Equal(count, tried);
        Assert.Equal(seed is not null, first == -12);
    }

    private static void WaitIf(bool waits, ManualResetEventSlim signal)
    {
        if (waits)
            signal.Wait();
    }
}
