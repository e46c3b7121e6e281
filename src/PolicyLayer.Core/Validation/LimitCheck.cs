using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks each limit by itself.</summary>
internal static class LimitCheck
{
    internal static void Run(PolicyDocument document, ShapeReport shape, DiagnosticBag problems)
    {
        // The short form has nothing else, and other keys of it have been reported.
        foreach (var limit in document.Limits.Concat(document.RateLimits))
            CheckNumbers(limit, problems);

        foreach (var limit in document.Limits)
        {
            NameCheck.Run(limit.Counter, shape, problems);
            BudgetCheck.Run(limit, shape, problems);
        }

        foreach (var limit in document.Tools.SelectMany(static tool => tool.Limits))
            CostCheck.Run(limit, problems);
        foreach (var limit in document.AllTools.Limits)
            CostCheck.RefuseArguments(limit, problems);
    }

    private static void CheckNumbers(LimitDocument limit, DiagnosticBag problems)
    {
        if (limit.Window is { } window && window.StringValue is { } word && WindowLength.Read(window) is null)
            ReportWindow(window, word, problems);
        if (limit.Max is { } max && DocumentNumber.TryReadWhole(max, out var most) && most == 0)
            problems.AtValue(DiagnosticCodes.ZeroLimit, max, $"Expected a limit of 1 or more, found 0, {EffectOfZero(limit)}.");
    }

    // A bucket that never refills still starts full.
    private static string EffectOfZero(LimitDocument limit) =>
        LimitWords.Algorithm(limit.Algorithm) == LimitAlgorithm.TokenBucket && limit.Burst is not null
            ? "which never refills the bucket"
            : "which lets nothing pass";

    private static void ReportWindow(DocumentNode window, string word, DiagnosticBag problems)
    {
        var meant = NearestWord.Find(word, WindowLength.Words);
        problems.AtValue(
            DiagnosticCodes.UnknownWord, window,
            $"Expected {SchemaExpectation.OneOf(WindowLength.Words)} or a whole number of seconds, found {Excerpt.Of(window)}.",
            SchemaCheck.DidYouMean(meant) ?? QuotesHint.ForNumber(window));
    }
}
