namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>The host takes another set of policies.</summary>
internal sealed record ReloadStep(int Set) : ScenarioStep
{
    public override string ToString() => $"reload: set {Set}";
}
