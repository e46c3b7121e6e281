using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks what a call costs a limit: a fixed number, or one argument.</summary>
internal static class CostCheck
{
    internal static void Run(LimitDocument limit, DiagnosticBag problems)
    {
        if (limit.IncrementFrom is not { } from)
            return;

        if (limit.Increment is { } increment)
        {
            var later = increment.Offset > from.Offset ? increment : from;
            problems.AtKey(
                DiagnosticCodes.TwoCosts, later,
                "Expected one of \"increment\" and \"increment_from\", found both.", "Leave one of them out.");
        }

        if (from.StringValue is { } text && Expectation(text) is { } expected)
        {
            problems.AtValue(
                DiagnosticCodes.InvalidPath, from, $"Expected {expected}, found {Excerpt.Of(from)}.", PathParser.HintFor(expected));
        }
    }

    /// <summary>The limits of all tools cannot charge an argument: tools do not have the same.</summary>
    internal static void RefuseArguments(LimitDocument limit, DiagnosticBag problems)
    {
        if (limit.IncrementFrom is { } from)
        {
            problems.AtKey(
                DiagnosticCodes.CostOfAnyTool, from,
                "Expected no \"increment_from\" in \"all_tools\", found one: tools do not have the same arguments.",
                "Charge the argument in the limits of the tool that has it.");
        }
    }

    private static string? Expectation(string text)
    {
        var parsed = PathParser.Parse(text);
        if (parsed.Expected == PathParser.Roots || parsed.Path?.Root == PathRoot.Context)
            return "a path that begins with \"args\"";

        return parsed.Path?.Wildcards > 0 ? "the path of a single argument, without [*]" : parsed.Expected;
    }
}
