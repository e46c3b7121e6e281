namespace PolicyLayer.Core.Evaluation;

/// <summary>The rule for tool names: what may stand in a policy, and so what a call may name.</summary>
internal static class ToolName
{
    internal static bool IsValid(string name) => throw new NotSupportedException(name);
}
