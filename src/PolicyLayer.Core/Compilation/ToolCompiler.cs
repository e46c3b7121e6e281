using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Compilation;

/// <summary>Compiles what a policy says about one tool.</summary>
internal static class ToolCompiler
{
    internal static ToolPlan Compile(ToolDocument tool, RuleCompiler rules, LimitCompiler limits)
    {
        var pointer = $"/tools/{JsonPointer.Escape(tool.Name)}";
        if (tool.Action?.StringValue == "deny")
            return new(Verdict.Deny(DecisionCodes.DeniedByAction, $"{pointer}/action", tool.Reason));

        return new(
            [
                .. rules.Compile(tool.Require, RuleClause.Require, $"{pointer}/require"),
                .. rules.Compile(tool.DenyIf, RuleClause.DenyIf, $"{pointer}/deny_if"),
            ],
            limits.Compile(tool, pointer));
    }
}
