using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Compilation;

/// <summary>Compiles what a policy says about each tool, together with what it says about all.</summary>
internal sealed class ToolCompiler
{
    private readonly RuleCompiler _rules;
    private readonly LimitCompiler _limits;
    private readonly RulePlan[] _rulesOfAll;
    private readonly LimitUse[] _limitsOfAll;
    private readonly MemberSlots _slotsOfAll = new();

    internal ToolCompiler(AllToolsDocument allTools, RuleCompiler rules, LimitCompiler limits)
    {
        const string Pointer = "/all_tools";
        _rules = rules;
        _limits = limits;
        _rulesOfAll =
        [
            .. rules.Compile(allTools.Require, RuleClause.Require, $"{Pointer}/require", _slotsOfAll),
            .. rules.Compile(allTools.DenyIf, RuleClause.DenyIf, $"{Pointer}/deny_if", _slotsOfAll),
        ];
        _limitsOfAll = [.. limits.Compile(allTools.Limits, Pointer)];
    }

    internal ToolPlan Compile(ToolDocument tool)
    {
        var pointer = $"/tools/{JsonPointer.Escape(tool.Name)}";

        // Those beside a denial as well: nothing charges them there, but they are what the policy says of their counters.
        LimitUse[] limits = [.. _limits.Compile(tool.Limits, pointer), .. _limits.CompileRateLimit(tool, pointer)];
        if (tool.Action?.StringValue == "deny")
            return new(Verdict.Deny(DecisionCodes.DeniedByAction, $"{pointer}/action", tool.Reason));

        var slots = new MemberSlots(_slotsOfAll);
        return new(
            [
                .. _rulesOfAll,
                .. _rules.Compile(tool.Require, RuleClause.Require, $"{pointer}/require", slots),
                .. _rules.Compile(tool.DenyIf, RuleClause.DenyIf, $"{pointer}/deny_if", slots),
            ],
            [
                .. CompileAction(tool, pointer),
                .. _rules.Compile(
                    tool.RequireApprovalIf, RuleClause.RequireApprovalIf, $"{pointer}/require_approval_if", slots),
            ],
            [.. limits, .. _limitsOfAll],
            slots.ToIndex());
    }

    /// <summary>The plan of a tool that the policy does not list.</summary>
    internal ToolPlan CompileUnlisted() => new(_rulesOfAll, approvals: [], _limitsOfAll, _slotsOfAll.ToIndex());

    // The action that asks for every call is a rule that always holds.
    private static IEnumerable<RulePlan> CompileAction(ToolDocument tool, string pointer) =>
        tool.Action?.StringValue == "require_approval"
            ? [new(RuleClause.RequireApprovalIf, [], Verdict.AskApproval($"{pointer}/action", tool.Reason))]
            : [];
}
