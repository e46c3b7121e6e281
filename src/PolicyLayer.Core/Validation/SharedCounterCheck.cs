using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks that a counter is one budget: the same wherever it is named, and named once by a tool.</summary>
internal static class SharedCounterCheck
{
    internal static void Run(PolicyDocument document, ShapeReport shape, DiagnosticBag problems)
    {
        var firstUses = new Dictionary<string, (ToolDocument Tool, LimitDocument Limit)>(StringComparer.Ordinal);
        foreach (var tool in document.Tools.Where(static tool => !tool.Node.IsDuplicate))
        {
            var ofTool = new HashSet<string>(StringComparer.Ordinal);
            foreach (var limit in tool.Limits)
            {
                if (limit.Counter?.StringValue is not { } counter || shape.IsFaulty(limit.Counter))
                    continue;

                if (!ofTool.Add(counter))
                    ReportTwice(limit.Counter, problems);
                else if (!firstUses.TryAdd(counter, (tool, limit)))
                    Compare(firstUses[counter].Tool, firstUses[counter].Limit, limit, problems);
            }
        }
    }

    private static void Compare(ToolDocument firstTool, LimitDocument first, LimitDocument later, DiagnosticBag problems)
    {
        var differences = string.Join(" and ", Differences(first, later));
        if (differences.Length > 0)
        {
            problems.AtValue(
                DiagnosticCodes.CounterConflict, later.Counter!,
                $"Expected the same budget as in {Excerpt.Quote(firstTool.Name)}, found {differences}.",
                "Tools that name one counter share it; give this one another name if it is meant to be apart.");
        }
    }

    // A part that is missing or wrong has its own problem, and nothing can be said about it here.
    private static IEnumerable<string> Differences(LimitDocument first, LimitDocument later)
    {
        if (WindowLength.Read(first.Window) is { } window && WindowLength.Read(later.Window) is { } otherWindow
            && window != otherWindow)
            yield return $"\"window\" {Excerpt.Of(later.Window!)} instead of {Excerpt.Of(first.Window!)}";
        if (DocumentNumber.TryReadWhole(first.Max, out var max) && DocumentNumber.TryReadWhole(later.Max, out var otherMax)
            && max != otherMax)
            yield return $"\"max\" {Excerpt.Of(later.Max!)} instead of {Excerpt.Of(first.Max!)}";
        if (LimitWords.Algorithm(first.Algorithm) is { } algorithm && LimitWords.Algorithm(later.Algorithm) is { } otherAlgorithm
            && algorithm != otherAlgorithm)
            yield return "another \"algorithm\"";
        else if (BudgetReader.Read(first) is { } budget && BudgetReader.Read(later) is { } otherBudget
            && budget.Max == otherBudget.Max && budget.Burst != otherBudget.Burst)
            yield return "another \"burst\"";
        if (CounterScopes.Read(first.Scope) is { } scope && CounterScopes.Read(later.Scope) is { } otherScope
            && scope != otherScope)
            yield return $"\"scope\" \"{CounterScopes.WordOf(otherScope)}\" instead of \"{CounterScopes.WordOf(scope)}\"";
    }

    private static void ReportTwice(DocumentNode counter, DiagnosticBag problems) => problems.AtValue(
        DiagnosticCodes.CounterTwice, counter, $"Expected each counter once in a tool, found {Excerpt.Of(counter)} again.");
}
