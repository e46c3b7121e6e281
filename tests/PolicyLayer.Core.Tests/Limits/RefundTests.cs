using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class RefundTests
{
    private static readonly string[] Algorithms = ["sliding_window", "fixed_window", "token_bucket"];

    private readonly ManualTimeProvider _clock = new();

    public static TheoryData<string, string?, DispatchResult, bool> Rules()
    {
        (string? Refund, DispatchResult Result, bool Refunded)[] rules =
        [
            (null, DispatchResult.Succeeded, false),
            (null, DispatchResult.Failed, false),
            (null, DispatchResult.NotDispatched, true),
            ("not_dispatched", DispatchResult.Succeeded, false),
            ("not_dispatched", DispatchResult.Failed, false),
            ("not_dispatched", DispatchResult.NotDispatched, true),
            ("on_error", DispatchResult.Succeeded, false),
            ("on_error", DispatchResult.Failed, true),
            ("on_error", DispatchResult.NotDispatched, true),
            ("never", DispatchResult.Succeeded, false),
            ("never", DispatchResult.Failed, false),
            ("never", DispatchResult.NotDispatched, false),
        ];
        var table = new TheoryData<string, string?, DispatchResult, bool>();
        foreach (var algorithm in Algorithms)
        {
            foreach (var (refund, result, refunded) in rules)
                table.Add(algorithm, refund, result, refunded);
        }

        return table;
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_refund_rule_says_which_ends_give_back(string algorithm, string? refund, DispatchResult result, bool refunded)
    {
        var rule = refund is null ? "" : $", \"refund\": \"{refund}\"";
        var meter = new Meter(_clock, $"\"algorithm\": \"{algorithm}\", \"window\": \"day\", \"max\": 9, {Meter.ByArgument}{rule}");
        var decision = meter.Call(7);
        var copy = decision;

        decision.Reservation.Complete(result);
        copy.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.Equal(refunded ? 9 : 2, meter.Preview(0).Usage[0].Remaining);
    }

    [Fact]
    public void Another_algorithm_starts_anew_is_reported_and_gets_nothing_back()
    {
        foreach (var from in Algorithms)
        {
            foreach (var to in Algorithms.Where(to => to != from))
            {
                var meter = new Meter(_clock, $"\"algorithm\": \"{from}\", \"window\": \"day\", \"max\": 5, {Meter.ByArgument}");
                var before = meter.Call(5);

                Assert.Equal(["c"], meter.Reload($"\"algorithm\": \"{to}\", \"window\": \"day\", \"max\": 5, {Meter.ByArgument}"));

                Assert.True(meter.Call(4).IsAllowed);
                before.Reservation.Complete(DispatchResult.NotDispatched);
                Assert.Equal(1, meter.Preview(0).Usage[0].Remaining);
            }
        }
    }
}
