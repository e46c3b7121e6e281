using PolicyLayer.Core.Tests.Limits;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Attacks;

public sealed class LateRefundTests
{
    private readonly StallingTimeProvider _clock = new();

    [Fact]
    public void What_is_given_back_after_its_window_makes_no_room_for_a_caller_who_stalled_since_it_was_open()
    {
        var evaluator = new PolicyEvaluator(new PolicySet(WithLimit(max: 1)), timeProvider: _clock);
        var late = evaluator.Evaluate(Call());

        _clock.Now = TimeSpan.FromSeconds(30);
        _clock.Meanwhile = () =>
        {
            _clock.Now = TimeSpan.FromSeconds(65);
            late.Reservation.Complete(DispatchResult.NotDispatched);
        };

        Assert.Equal(DecisionCodes.RateLimited, evaluator.Evaluate(Call()).Code);
    }
}
