using System.Text.Encodings.Web;
using System.Text.Json;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Policies and what happens under them.</summary>
/// <param name="Seed">What it was made of, before it was made smaller.</param>
/// <param name="Policies">The documents.</param>
/// <param name="Sets">Who has which policy: the first set from the start, others after a reload.</param>
/// <param name="Steps">What happens.</param>
/// <param name="MaxArgumentBytes">The host's bound on arguments.</param>
internal sealed record Scenario(
    int Seed,
    IReadOnlyList<string> Policies,
    IReadOnlyList<IReadOnlyList<PolicyFor>> Sets,
    IReadOnlyList<ScenarioStep> Steps,
    int MaxArgumentBytes)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public override string ToString() => string.Join(Environment.NewLine, (IEnumerable<string>)
    [
        .. Policies.Select(static (policy, index) => $"policy {index}: {Indented(policy)}"),
        .. Sets.Select(static (set, index) => $"set {index}: {string.Join(", ", set)}"),
        .. MaxArgumentBytes < 1 << 20 ? [$"arguments take at most {MaxArgumentBytes} bytes"] : Array.Empty<string>(),
        .. Steps.Select(static (step, index) => $"{index}. {step}"),
    ]);

    private static string Indented(string policy) => JsonSerializer.Serialize(JsonElement.Parse(policy), Readable);
}
