using System.Globalization;
using BenchmarkDotNet.Running;
using PolicyLayer.Benchmarks;
using PolicyLayer.Benchmarks.Risk;
using PolicyLayer.Benchmarks.Short;
using PolicyLayer.Benchmarks.Soak;

switch (args)
{
    case ["--short"]:
        return ShortRun.Execute();
    case ["--pairs", var row]:
        return PairRun.Execute(row);
    case ["--soak"]:
        return SoakRun.Execute(tries: 100_000_000);
    case ["--soak", var tries]:
        return SoakRun.Execute(long.Parse(tries, NumberStyles.Integer, CultureInfo.InvariantCulture));
    case ["--risk", var labels]:
        return RiskMeasure.Execute(labels, source: null);
    case ["--risk", var labels, var source]:
        return RiskMeasure.Execute(labels, source);
    case ["--risk-speed"]:
        return RiskSpeed.Execute();
    default:
        // Without arguments everything runs; the runner would otherwise ask, and wait for an answer.
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly)
            .Run(args.Length == 0 ? ["--filter", "*"] : args, new BenchmarkConfig());
        return 0;
}
