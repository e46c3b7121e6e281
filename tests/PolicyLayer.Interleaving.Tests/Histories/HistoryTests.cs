namespace PolicyLayer.Interleaving.Tests.Histories;

/// <summary>The tests that count how often threads have met: no others run meanwhile, whose meetings would be counted too.</summary>
[CollectionDefinition(nameof(HistoryTests), DisableParallelization = true)]
public sealed class HistoryTests;
