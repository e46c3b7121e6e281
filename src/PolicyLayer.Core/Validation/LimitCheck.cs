using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks each limit by itself.</summary>
internal static class LimitCheck
{
    internal static void Run(PolicyDocument document, ShapeReport shape, DiagnosticBag problems)
    {
        foreach (var limit in document.Limits.Concat(document.RateLimits))
        {
            Check(limit, shape, problems);
            BudgetCheck.Run(limit, shape, problems);
        }

        foreach (var limit in document.Limits)
            CostCheck.Run(limit, problems);
        foreach (var limit in document.AllTools.Limits)
            CostCheck.RefuseArguments(limit, problems);
    }

    private static void Check(LimitDocument limit, ShapeReport shape, DiagnosticBag problems)
    {
        NameCheck.Run(limit.Counter, shape, problems);
        if (limit.Window is { } window && window.StringValue is { } word && WindowLength.Read(window) is null)
            ReportWindow(window, word, problems);
        if (limit.Max is { } max && DocumentNumber.TryReadWhole(max, out var most) && most == 0)
            problems.AtValue(DiagnosticCodes.ZeroLimit, max, "Expected a limit of 1 or more, found 0, which no call can pass.");
    }

    private static void ReportWindow(DocumentNode window, string word, DiagnosticBag problems)
    {
        var meant = NearestWord.Find(word, WindowLength.Words);
        problems.AtValue(
            DiagnosticCodes.UnknownWord, window,
            $"Expected {SchemaExpectation.OneOf(WindowLength.Words)} or a whole number of seconds, found {Excerpt.Of(window)}.",
            SchemaCheck.DidYouMean(meant));
    }
}
