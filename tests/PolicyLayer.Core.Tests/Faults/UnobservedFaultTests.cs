using System.Runtime.CompilerServices;
using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Faults;

/// <summary>What a store throws when nobody waits any more must not come up again as an unobserved exception.</summary>
public sealed class UnobservedFaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_failure_that_comes_too_late_is_observed_by_the_engine()
    {
        var unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> count = (_, args) =>
            Interlocked.Add(ref unobserved, args.Exception.Flatten().InnerExceptions.Count(static inner => inner is LateException));
        TaskScheduler.UnobservedTaskException += count;
        try
        {
            await FailLate(_clock);

            // A task tells of its exception when it is collected.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.Equal(0, unobserved);
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= count;
        }
    }

    // Apart, so that no local of the test keeps a task alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task FailLate(ManualTimeProvider clock)
    {
        var reservation = new TaskCompletionSource<CounterReply>();
        var release = new TaskCompletionSource();
        var releasing = new TaskCompletionSource();
        var store = new FaultyStore
        {
            Answer = (_, _) => new(reservation.Task),
            OnRelease = _ =>
            {
                releasing.TrySetResult();
                return new(release.Task);
            },
        };
        var evaluator = new PolicyEvaluator(new PolicySet(WithLimit(max: 5)), timeProvider: clock, store: store);

        var admitted = evaluator.EvaluateAsync(Call()).AsTask();
        reservation.SetResult(new([new(Remaining: 4, Reset: TimeSpan.FromSeconds(30))], "r1"));
        var completing = (await admitted).Reservation.CompleteAsync(DispatchResult.NotDispatched).AsTask();
        await releasing.Task.WaitAsync(Patience);
        clock.Advance(TimeSpan.FromSeconds(1));
        await completing.WaitAsync(Patience);

        reservation = new();
        var denied = evaluator.EvaluateAsync(Call()).AsTask();
        clock.Advance(TimeSpan.FromSeconds(1));
        await denied.WaitAsync(Patience);

        // Continuations run within these, so that both failures have arrived when they return.
        release.SetException(new LateException());
        reservation.SetException(new LateException());
        while (ThreadPool.PendingWorkItemCount > 0)
            await Task.Yield();
    }
}
