using PolicyLayer.TestKit;
using PolicyLayer.TestKit.Limits;
using static PolicyLayer.Core.Tests.Limits.ScheduleStep;

namespace PolicyLayer.Core.Tests.Limits;

/// <summary>One engine and one reference that live through the same schedule.</summary>
internal sealed class ScheduleRun
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Meter _meter;
    private readonly IReferenceLimit _reference;
    private readonly Func<long, string> _limitOf;
    private readonly List<(PolicyDecision Decision, ReferenceCharge Charge, bool Ended)> _admitted = [];

    internal ScheduleRun(IReferenceLimit reference, Func<long, string> limitOf, long max)
    {
        _reference = reference;
        _limitOf = limitOf;
        _meter = new(_clock, limitOf(max));
    }

    private long Time => _clock.GetTimestamp();

    private long Utc => (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;

    /// <summary>Takes a step; false if the engine and the reference say anything different of it.</summary>
    internal bool AgreesExactly(ScheduleStep step)
    {
        if (step.Kind != What.Call)
        {
            Take(step);
            return true;
        }

        var expected = _reference.Read(Time, Utc, step.Amount);
        var decision = _meter.Call(step.Amount);
        if (decision.Code == DecisionCodes.CostExceedsLimit && decision.Usage.Count == 0)
            return true;
        _reference.See(Utc);
        if (decision.IsAllowed != (expected.Wait == 0 || step.Amount == 0))
            return false;
        if (decision.IsAllowed)
            Book(decision, step.Amount);

        var after = _reference.Read(Time, Utc, step.Amount);
        return decision.Usage[0].Remaining == after.Remaining
            && decision.Usage[0].Reset == UpToMilliseconds(after.Reset)
            && (decision.IsAllowed || decision.RetryAfter == WaitOf(expected));
    }

    /// <summary>
    /// Takes a step; false if the engine admits a cost that has no room, refuses one that must have, or tells a wait that does
    /// not suffice or is longer than it must be.
    /// </summary>
    internal bool IsBetween(ScheduleStep step, Func<long, long, bool> hasRoom, Func<long, long, bool> mustHaveRoom)
    {
        if (step.Kind == What.Call && step.Amount > 0 && _meter.Preview(step.Amount) is { IsAllowed: false } refused)
            return refused.RetryAfter is not { } wait || (!mustHaveRoom(Time, step.Amount) && IsExact(wait, step.Amount));

        return AdmitsOnlyIf(step, hasRoom);
    }

    /// <summary>Takes a step; false if the engine admits a cost that has no room.</summary>
    internal bool AdmitsOnlyIf(ScheduleStep step, Func<long, long, bool> hasRoom)
    {
        if (step.Kind != What.Call)
        {
            Take(step);
            return true;
        }

        var decision = _meter.Call(step.Amount);
        if (!decision.IsAllowed || step.Amount == 0)
            return true;

        var hadRoom = hasRoom(Time, step.Amount);
        Book(decision, step.Amount);
        return hadRoom;
    }

    private bool IsExact(TimeSpan wait, long cost)
    {
        _clock.Advance(wait - Meter.Millisecond);
        var isAdmittedBefore = _meter.Preview(cost).IsAllowed;
        _clock.Advance(Meter.Millisecond);
        return !isAdmittedBefore && _meter.Preview(cost).IsAllowed;
    }

    private void Take(ScheduleStep step)
    {
        switch (step.Kind)
        {
            case What.Advance:
                _clock.Advance(TimeSpan.FromTicks(step.Amount));
                break;
            case What.StepWallClock:
                _clock.SetUtcNow(_clock.GetUtcNow().AddTicks(step.Amount));
                break;
            case What.Reload:
                _meter.Reload(_limitOf(step.Amount));
                _meter.Preview(0);
                _reference.Reload(Time, step.Amount, step.Amount);
                break;
            default:
                Complete(step);
                break;
        }
    }

    // The same one may be completed again, however long after.
    private void Complete(ScheduleStep step)
    {
        if (_admitted.Count == 0)
            return;

        var index = (int)(step.Amount % _admitted.Count);
        var (decision, charge, ended) = _admitted[index];
        decision.Reservation.Complete(step.Kind == What.GiveBack ? DispatchResult.NotDispatched : DispatchResult.Succeeded);
        if (step.Kind == What.GiveBack && !ended)
            _reference.GiveBack(charge, Time, Utc);
        _admitted[index] = (decision, charge, true);
    }

    private void Book(PolicyDecision decision, long cost)
    {
        if (cost > 0)
            _admitted.Add((decision, _reference.Charge(Time, Utc, cost), false));
    }

    private static TimeSpan? WaitOf(ReferenceReading reading) =>
        reading.Wait == ReferenceReading.Never ? null : UpToMilliseconds(reading.Wait);

    private static TimeSpan UpToMilliseconds(long ticks) =>
        TimeSpan.FromMilliseconds((ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond);
}
