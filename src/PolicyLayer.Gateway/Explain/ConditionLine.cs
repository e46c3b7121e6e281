namespace PolicyLayer.Gateway.Explain;

/// <summary>What a condition came to, in words, as it is shown and as events record it.</summary>
internal sealed record ConditionLine(
    string Path, string Op, string Result, string? Why, string? Type, int? Elements, IReadOnlyList<int>? DecidingElement)
{
    /// <summary>The JSON text of the value; never in an event.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Value { get; init; }
}
