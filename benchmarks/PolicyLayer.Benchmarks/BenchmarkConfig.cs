using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using Perfolizer.Horology;

namespace PolicyLayer.Benchmarks;

/// <summary>
/// How the full run measures: short iterations, but as many as the short run has, so that all rows are done within a quarter of
/// an hour; and its reports in Markdown.
/// </summary>
internal sealed class BenchmarkConfig : ManualConfig
{
    internal BenchmarkConfig()
    {
        AddJob(Job.Default
            .WithLaunchCount(1)
            .WithWarmupCount(6)
            .WithIterationCount(15)
            .WithIterationTime(TimeInterval.FromMilliseconds(100))
            // Collecting between iterations, where a million callers are alive, would take far longer than measuring.
            .WithGcForce(false));
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(StatisticColumn.Min, StatisticColumn.Median);
        AddLogger(ConsoleLogger.Default);
        AddExporter(MarkdownExporter.GitHub);
    }
}
