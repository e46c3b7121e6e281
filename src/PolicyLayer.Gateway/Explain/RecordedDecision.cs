using System.Text.Json.Serialization;

namespace PolicyLayer.Gateway.Explain;

/// <summary>The decision of a recorded event.</summary>
internal sealed record RecordedDecision(string Outcome, string Code, string Rule, string Message)
{
    /// <summary>In shadow mode, what would have been decided.</summary>
    [JsonInclude]
    internal RecordedDecision? Shadow { get; init; }
}
