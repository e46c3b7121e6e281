using System.Diagnostics;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Tests.Conventions;

public sealed class LayeringTests
{
    // Documents ← Validation ← Compilation → Evaluation → Limits; Approvals and Telemetry → Evaluation; Risk stands alone. The root is
    // the public face, which every room may name.
    private static readonly Dictionary<string, string[]> MayReferTo = new()
    {
        ["Documents"] = [],
        ["Validation"] = ["Documents"],
        ["Compilation"] = ["Documents", "Validation", "Evaluation", "Limits"],
        ["Evaluation"] = ["Limits"],
        ["Limits"] = [],
        ["Approvals"] = ["Evaluation"],
        ["Telemetry"] = ["Evaluation"],
        ["Risk"] = [],
    };

    // Names, paths and numbers are checked in a document by the very types that judge them in a call, or the two could differ.
    private static readonly string[] SharedValues =
    [
        "AbsolutePath", "BucketScale", "BudgetShape", "CounterScope", "ExactNumber", "FixedWindowWord", "LimitAlgorithm", "PathRoot",
        "PathStep", "RefundRule", "ToolName", "ValuePath",
    ];

    private static readonly Type[] Clocks =
    [
        typeof(TimeProvider), typeof(ITimer), typeof(Timer), typeof(Stopwatch), typeof(DateTime), typeof(DateTimeOffset),
        typeof(Environment),
    ];

    // What is charged, and what came of it. Counters, clocks, tables and stores are behind the ledger.
    private static readonly Type[] PlansAndOutcomes =
        [typeof(LimitPlan), typeof(LimitSet), typeof(LimitOutcome), typeof(LimitRefusal), typeof(LimitState), typeof(BudgetShape)];

    // AddPolicyLayer stands in the namespace in which hosts look for such methods.
    private static readonly string[] Outermost = ["", "DependencyInjection", "Microsoft.Extensions.DependencyInjection"];

    public static TheoryData<string> Rooms => new(MayReferTo.Keys);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_refers_only_to_the_rooms_below_it(string room)
    {
        var types = CoreTypes.All.Where(type => CoreTypes.RoomOf(type) == room).ToList();
        var wrong = types.SelectMany(type => TypeReferences.Of(type)
            .Where(used => CoreTypes.RoomOf(used) is { } other && other != "" && other != room)
            .Where(used => !MayReferTo[room].Contains(CoreTypes.RoomOf(used)) && !(room == "Validation" && SharedValues.Contains(used.Name)))
            .Select(used => $"{type.FullName} -> {used.FullName}"));

        Assert.NotEmpty(types);
        Convention.HasNoViolations(wrong);
    }

    [Fact]
    public void Every_room_has_its_place_in_the_order() =>
        Convention.HasNoViolations(CoreTypes.All.Select(type => CoreTypes.RoomOf(type)!).Except(MayReferTo.Keys).Except(Outermost));

    [Fact]
    public void Evaluation_sees_no_clock_and_of_the_limits_only_plans_and_outcomes()
    {
        var wrong = CoreTypes.All.Where(type => CoreTypes.RoomOf(type) == "Evaluation")
            .SelectMany(type => TypeReferences.Of(type)
                .Where(used => Clocks.Contains(used) || (CoreTypes.RoomOf(used) == "Limits" && !PlansAndOutcomes.Contains(used)))
                .Select(used => $"{type.FullName} -> {used.FullName}"));

        Convention.HasNoViolations(wrong);
    }
}
