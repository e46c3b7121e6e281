using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks that no call charges a counter twice: those of <c>all_tools</c> are named once and by no tool.</summary>
internal static class AllToolsCounterCheck
{
    internal static void Run(PolicyDocument document, ShapeReport shape, DiagnosticBag problems)
    {
        var ofAll = new Dictionary<string, DocumentNode>(StringComparer.Ordinal);
        foreach (var counter in CountersOf(document.AllTools.Limits))
        {
            if (!shape.IsFaulty(counter) && !ofAll.TryAdd(counter.Text, counter))
                Report(counter, "each counter once in \"all_tools\"", shape, problems);
        }

        var ofTools = document.Tools.Where(static tool => !tool.Node.IsDuplicate).SelectMany(static tool => CountersOf(tool.Limits));
        foreach (var counter in ofTools)
        {
            if (!ofAll.TryGetValue(counter.Text, out var general))
                continue;
            if (counter.Offset > general.Offset)
                Report(counter, "a counter that \"all_tools\" does not name", shape, problems);
            else
                Report(general, "a counter that no tool names", shape, problems);
        }
    }

    private static IEnumerable<DocumentNode> CountersOf(IReadOnlyList<LimitDocument> limits) =>
        limits.Select(static limit => limit.Counter).OfType<DocumentNode>()
            .Where(static counter => counter.StringValue is not null);

    private static void Report(DocumentNode counter, string expected, ShapeReport shape, DiagnosticBag problems)
    {
        if (shape.MarkFaulty(counter))
        {
            problems.AtValue(
                DiagnosticCodes.CounterTwice, counter, $"Expected {expected}, found {Excerpt.Of(counter)} again.",
                "One call would be charged twice; give one of the two another name.");
        }
    }
}
