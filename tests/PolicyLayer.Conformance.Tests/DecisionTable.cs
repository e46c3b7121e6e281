using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyLayer.Conformance.Tests;

/// <summary>One file of cases: a policy, and calls that are made one after the other.</summary>
/// <param name="Description">What the cases are about.</param>
/// <param name="Policy">The policy document.</param>
/// <param name="Cases">The calls, in order.</param>
/// <param name="Assignment">Who has the policy; everyone if it is missing.</param>
/// <param name="MaxArgumentBytes">The host's bound on arguments; the default one if it is missing.</param>
internal sealed record DecisionTable(
    string Description,
    JsonElement Policy,
    IReadOnlyList<DecisionCase> Cases,
    TableAssignment? Assignment = null,
    int? MaxArgumentBytes = null)
{
    internal static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    internal static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "decisions");

    internal static DecisionTable Read(string file) =>
        JsonSerializer.Deserialize<DecisionTable>(File.ReadAllBytes(Path.Combine(Folder, file)), Options)!;
}
