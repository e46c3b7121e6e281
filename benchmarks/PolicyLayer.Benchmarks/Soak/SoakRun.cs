using System.Globalization;

namespace PolicyLayer.Benchmarks.Soak;

/// <summary>Tries every kind of limit from several threads for a long time, and fails if one ever admitted too much.</summary>
internal static class SoakRun
{
    internal static int Execute(long tries)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var violations = 0L;
        foreach (var scenario in SoakScenario.All())
        {
            var report = SoakTrial.Run(scenario, tries);
            violations += report.Violations;
            Console.WriteLine(
                $"{scenario.Name}: {report.Tries:N0} tries, {report.Kept:N0} admissions kept, {report.Violations:N0} violations, "
                + $"{report.Tries / report.Trying.TotalSeconds:N0} tries/s");
        }

        return violations == 0 ? 0 : 1;
    }
}
