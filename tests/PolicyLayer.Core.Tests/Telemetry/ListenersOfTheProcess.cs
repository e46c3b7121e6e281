namespace PolicyLayer.Core.Tests.Telemetry;

/// <summary>Tests with listeners of traces, who hear of the whole process: they run when no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ListenersOfTheProcess
{
    internal const string Name = "Listeners of the process";
}
