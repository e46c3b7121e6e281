using Microsoft.Extensions.DependencyInjection;
using static PolicyLayer.Core.Tests.DependencyInjection.PolicyTexts;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Telemetry;

/// <summary>A clock that fails denies what it is needed for, and nothing beyond, also where somebody listens.</summary>
public sealed class FailingClockTests
{
    private readonly ClockThatStops _clock = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whenever_it_fails_the_call_is_denied_or_the_decision_stands_with_its_reservation(bool isAsynchronous)
    {
        var codes = new List<string>();
        for (var reads = 0; reads < 8; reads++)
        {
            using var engine = EngineOf(Limited(max: 1));
            engine.Evaluator.Preview(Call());
            _clock.ReadsLeft = reads;

            var decision = isAsynchronous ? await engine.Evaluator.EvaluateAsync(Call()) : engine.Evaluator.Evaluate(Call());

            _clock.ReadsLeft = null;
            decision.Reservation.Complete(DispatchResult.NotDispatched);
            Assert.True(engine.Evaluator.Evaluate(Call()).IsAllowed);
            codes.Add(decision.Code);
        }

        // It fails first where the limits need it, then where only those who listen do.
        Assert.Equal(codes.Order(StringComparer.Ordinal).Reverse(), codes);
        Assert.Equal(DecisionCodes.EngineFailed, codes[0]);
        Assert.Equal(DecisionCodes.Allowed, codes[^1]);
    }

    [Fact]
    public void What_cannot_be_told_for_want_of_a_clock_is_counted_as_dropped()
    {
        using var engine = EngineOf(AllowAll);
        using var metrics = new HeardMetrics(engine.Services);
        _clock.ReadsLeft = 0;

        Assert.True(engine.Evaluator.Evaluate(Call()).IsAllowed);

        Assert.Empty(engine.Kept.All);
        Assert.Equal(1, metrics.Sum("policylayer.events.dropped", "policylayer.sink", nameof(KeptEvents)));
        Assert.Equal(1, metrics.Sum("policylayer.decisions", "policylayer.outcome", "allow"));
    }

    private ObservedEngine EngineOf(string policy) =>
        new(policy, register: services => services.AddSingleton<TimeProvider>(_clock));

    /// <summary>A clock that can be read so many times more.</summary>
    private sealed class ClockThatStops : TimeProvider
    {
        internal int? ReadsLeft { get; set; }

        public override long GetTimestamp() => Read(42L);

        public override DateTimeOffset GetUtcNow() => Read(DateTimeOffset.UnixEpoch);

        private T Read<T>(T time)
        {
            if (ReadsLeft == 0)
                throw new InvalidOperationException("No clock.");
            ReadsLeft--;
            return time;
        }
    }
}
