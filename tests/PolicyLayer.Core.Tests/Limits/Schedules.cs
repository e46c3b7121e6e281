using FsCheck;
using FsCheck.Fluent;

namespace PolicyLayer.Core.Tests.Limits;

/// <summary>Random schedules, and smaller ones of a schedule that failed.</summary>
internal static class Schedules
{
    private const int Tests = 200;

    /// <summary>Tries many schedules, and reports the smallest that it finds to fail.</summary>
    internal static void ForAll<TStep>(Gen<(long Max, TStep[] Steps)> schedules, Func<long, TStep[], bool> holds) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Tests),
            Prop.ForAll(Arb.From(schedules, Smaller), schedule => holds(schedule.Max, schedule.Steps)));

    /// <summary>The schedule without a part of its steps: first large parts, then single steps.</summary>
    internal static IEnumerable<(long Max, TStep[] Steps)> Smaller<TStep>((long Max, TStep[] Steps) schedule)
    {
        var (max, steps) = schedule;
        for (var length = steps.Length / 2; length > 0; length /= 2)
        {
            for (var from = 0; from + length <= steps.Length; from += length)
                yield return (max, [.. steps[..from], .. steps[(from + length)..]]);
        }
    }
}
