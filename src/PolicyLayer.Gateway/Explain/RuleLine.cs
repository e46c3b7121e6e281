namespace PolicyLayer.Gateway.Explain;

/// <summary>What a rule came to, in words, as it is shown and as events record it.</summary>
internal sealed record RuleLine(string Rule, string Result, bool Stops, IReadOnlyList<ConditionLine> Conditions);
