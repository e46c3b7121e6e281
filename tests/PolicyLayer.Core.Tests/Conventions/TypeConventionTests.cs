using System.Runtime.CompilerServices;

namespace PolicyLayer.Core.Tests.Conventions;

public sealed class TypeConventionTests
{
    // Code without locks is hard to review, so it stands in few places. A new name here needs the proof beside its code.
    private static readonly string[] LockFree =
    [
        "Atomic", "BucketCounter", "CallerHandle", "Counter", "CounterHome", "CounterSweep", "CounterTable", "FixedWindowCounter", "GrantCounters",
        "HeldLimits", "KnownCounters", "LockFreeTable`1", "PolicyEvaluator", "SegmentCounter", "SegmentRing", "SlidingSlots",
        "ServerCounters", "SlotCounter", "StoreReservation", "TablePlaces",
    ];

    // The keyword "volatile" leaves a modifier; a thread has fences, and volatile reads and writes of its own.
    private static readonly Type[] WithoutLock = [typeof(Interlocked), typeof(Volatile), typeof(IsVolatile), typeof(Thread)];

    [Fact]
    public void Public_types_are_sealed_or_made_to_be_extended()
    {
        var open = CoreTypes.Assembly.GetExportedTypes().Where(type => type is { IsSealed: false, IsAbstract: false });

        Convention.HasNoViolations(open.Select(type => type.FullName!));
    }

    [Fact]
    public void Most_types_are_internal()
    {
        var published = CoreTypes.All.Count(type => type.IsPublic);

        Assert.InRange(published, 1, CoreTypes.All.Count - published - 1);
    }

    [Fact]
    public void Only_named_types_work_without_a_lock()
    {
        var found = CoreTypes.All.Where(type => TypeReferences.Of(type).Overlaps(WithoutLock))
            .Select(type => type.Name).ToHashSet();

        Convention.HasNoViolations(found.Except(LockFree));
        Assert.Equal([], LockFree.Except(found));
    }

    [Fact]
    public void No_type_of_the_limits_takes_a_lock_or_starts_a_timer()
    {
        Type[] banned = [typeof(Monitor), typeof(Lock), typeof(Timer), typeof(ITimer), typeof(SemaphoreSlim), typeof(ReaderWriterLockSlim)];

        Convention.HasNoViolations(CoreTypes.All
            .Where(type => type.Namespace == "PolicyLayer.Core.Limits" && TypeReferences.Of(type).Overlaps(banned))
            .Select(type => type.Name));
    }
}
