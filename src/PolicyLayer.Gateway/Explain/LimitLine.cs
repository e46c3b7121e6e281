namespace PolicyLayer.Gateway.Explain;

/// <summary>What a limit came to, in words, as it is shown and as events record it.</summary>
internal sealed record LimitLine(
    string Rule, string Result, string? Why, long? Cost, string? CostFrom, string? CostType, long Capacity, long? Remaining);
