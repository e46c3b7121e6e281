using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PolicyLayer.Conformance.Tests.Reference.Scenarios;
using PolicyLayer.Core;
using Xunit.Abstractions;

namespace PolicyLayer.Conformance.Tests.Reference;

/// <summary>
/// The engine against the reference, in random scenarios: as many as have POLICYLAYER_CASES calls, or the one whose seed is
/// POLICYLAYER_SEED.
/// </summary>
public sealed class ReferenceTests(ITestOutputHelper output)
{
    private const int CallsByDefault = 4_000;
    private const int ScenariosAtOnce = 50;
    private const int Scenarios = 250;
    private const int EachAtLeast = 3;

    private static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue);

    [Fact]
    public void The_engine_decides_as_the_reference_does()
    {
        var tally = new Tally();
        if (Setting("POLICYLAYER_SEED") is { } seed)
            AssertAgree(Gen.Constant(ScenarioWriter.Write(seed)), scenarios: 1, tally);
        else
            AssertAgree(Seeds.Select(ScenarioWriter.Write), tally, Setting("POLICYLAYER_CASES") ?? CallsByDefault);

        output.WriteLine(tally.ToString());
    }

    [Fact]
    public void Scenarios_that_are_none_are_no_agreement()
    {
        var invalid = Seeds.Select(static seed => ScenarioWriter.Write(seed) with { Policies = ["{}", "{}", "{}"] });

        var failure = Record.Exception(() => AssertAgree(invalid, new Tally(), calls: 1));

        Assert.Contains("invalid", failure?.Message);
    }

    [Fact]
    public void The_scenarios_meet_every_code_that_needs_no_failure_and_all_else_that_is_compared()
    {
        string[] failures = [DecisionCodes.CounterCapacity, DecisionCodes.StoreFailed, DecisionCodes.EngineFailed];
        string[] events =
        [
            "approval: expired", "approval: not approved", "approval: of another call", "approval: spent", "approval: unknown",
            "approval: valid", "callable", "completed", "completed asynchronously", "counters started anew", "not callable",
            "rule of elements of elements",
        ];
        var codes = typeof(DecisionCodes).GetFields()
            .Select(static field => (string)field.GetRawConstantValue()!)
            .Except(failures);
        var tally = new Tally();
        for (var seed = 0; seed < Scenarios; seed++)
            Assert.Null(ScenarioRun.FindDifference(ScenarioWriter.Write(seed), tally));

        output.WriteLine(tally.ToString());
        Assert.Equal(codes.Order(), tally.Codes.Keys.Order());
        Assert.Equal(events, tally.Events.Keys);
        Assert.All(tally.Codes.Concat(tally.Events), one => Assert.True(one.Value >= EachAtLeast, $"{one.Value} {one.Key}"));
        Assert.True(tally.IsWorthIt, tally.ToString());
    }

    private static void AssertAgree(Gen<Scenario> scenarios, Tally tally, int calls)
    {
        while (tally.Calls < calls)
        {
            AssertAgree(scenarios, ScenariosAtOnce, tally);
            Assert.True(tally.IsWorthIt, tally.ToString());
        }
    }

    private static void AssertAgree(Gen<Scenario> written, int scenarios, Tally tally)
    {
        var report = "";
        var property = Prop.ForAll(
            Arb.From(written, ScenarioShrinker.Shrink),
            scenario =>
            {
                var difference = ScenarioRun.FindDifference(scenario, tally);
                if (difference is not null)
                    report = $"{difference}\n{scenario}\nPOLICYLAYER_SEED={scenario.Seed}";
                return difference is null;
            });
        try
        {
            Check.One(Config.QuickThrowOnFailure.WithMaxTest(scenarios).WithQuietOnSuccess(true), property);
        }
        catch (Exception) when (report.Length > 0)
        {
            // The last scenario with a difference is the smallest, and is told more readably than as an object.
            Assert.Fail(report);
        }
    }

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { } text
        ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
        : null;
}
