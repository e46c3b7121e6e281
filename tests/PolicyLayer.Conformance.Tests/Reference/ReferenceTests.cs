using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PolicyLayer.Conformance.Tests.Reference.Scenarios;
using Xunit.Abstractions;

namespace PolicyLayer.Conformance.Tests.Reference;

public sealed class ReferenceTests(ITestOutputHelper output)
{
    [Fact]
    public void The_engine_decides_as_the_reference_does()
    {
        var calls = int.Parse(Environment.GetEnvironmentVariable("POLICYLAYER_CASES") ?? "10000", CultureInfo.InvariantCulture);
        var tally = new Tally();
        var scenarios = ArbMap.Default.GeneratorFor<int>();
        string? report = null;
        var property = Prop.ForAll(
            Arb.From(Gen.Choose(0, int.MaxValue).Select(ScenarioWriter.Write), ScenarioShrinker.Shrink),
            scenario =>
            {
                var difference = ScenarioRun.FindDifference(scenario, tally);
                if (difference is not null)
                    report = $"{difference}{Environment.NewLine}{scenario}";
                return difference is null;
            });
        try
        {
            Check.One(Config.QuickThrowOnFailure.WithMaxTest(calls / 19), property);
        }
        catch (Exception e) when (report is not null)
        {
            Assert.Fail(report + e.Message[..Math.Min(300, e.Message.Length)]);
        }

        output.WriteLine(tally.ToString());
    }
}
