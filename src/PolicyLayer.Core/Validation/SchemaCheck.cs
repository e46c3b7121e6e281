using NJsonSchema.Validation;
using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks the shape of a document against the JSON Schema, and places what it finds.</summary>
internal sealed class SchemaCheck
{
    private readonly SchemaTokens _tokens;
    private readonly DiagnosticBag _problems;
    private readonly ShapeReport _report = new();

    private SchemaCheck(SchemaTokens tokens, DiagnosticBag problems)
    {
        _tokens = tokens;
        _problems = problems;
    }

    internal static ShapeReport Run(DocumentNode root, DiagnosticBag problems)
    {
        var tokens = new SchemaTokens(root);
        ValidationError[] errors = [.. Flatten(new JsonSchemaValidator().Validate(tokens.Root, PolicySchema.Instance))];

        // Unknown keys come first: one that is a missing key misspelt explains why that is missing.
        var check = new SchemaCheck(tokens, problems);
        foreach (var error in errors.Where(static error => error.Kind == ValidationErrorKind.NoAdditionalPropertiesAllowed))
            check.ReportUnknownKey(error);
        foreach (var error in errors.Where(static error => error.Kind != ValidationErrorKind.NoAdditionalPropertiesAllowed))
            check.Report(error);

        return check._report;
    }

    internal static string Missing(string key) => $"Expected the key \"{key}\", found an object without it.";

    internal static string? DidYouMean(string? word) => word is null ? null : $"Did you mean \"{word}\"?";

    private static IEnumerable<ValidationError> Flatten(IEnumerable<ValidationError> errors)
    {
        foreach (var error in errors)
        {
            if (error is not ChildSchemaValidationError parent)
            {
                yield return error;
                continue;
            }

            foreach (var child in parent.Errors.Values.SelectMany(Flatten))
                yield return child;
        }
    }

    private DocumentNode NodeOf(ValidationError error) => _tokens.NodeAt(error.LineNumber);

    private void ReportUnknownKey(ValidationError error)
    {
        var member = NodeOf(error);

        // The reader has reported it as a duplicate.
        if (member.IsDuplicate)
            return;

        var known = error.Schema.Properties.Keys;
        var meant = NearestWord.Find(member.Key!, known);
        if (meant is not null)
            _report.MarkMisspelt(member.Parent!, meant);

        var expected = SchemaExpectation.OneOf(known);
        _problems.AtKey(
            DiagnosticCodes.UnknownKey, member, $"Expected one of the keys {expected}, found {Excerpt.Quote(member.Key!)}.",
            DidYouMean(meant));
    }

    private void Report(ValidationError error)
    {
        var node = NodeOf(error);
        if (error.Kind == ValidationErrorKind.PropertyRequired)
            ReportMissing(node, error.Property);
        else if (_report.MarkFaulty(node))
            ReportValue(error, node);
    }

    private void ReportMissing(DocumentNode holder, string key)
    {
        if (holder.Kind == DocumentNodeKind.Object && !_report.IsMisspelt(holder, key))
            _problems.AtValue(DiagnosticCodes.MissingKey, holder, Missing(key));
    }

    private void ReportValue(ValidationError error, DocumentNode node)
    {
        var code = error.Kind switch
        {
            ValidationErrorKind.NotInEnumeration => DiagnosticCodes.UnknownWord,
            ValidationErrorKind.NumberTooSmall or ValidationErrorKind.NumberTooBig => DiagnosticCodes.OutOfRange,
            ValidationErrorKind.StringTooShort or ValidationErrorKind.StringTooLong => DiagnosticCodes.WrongLength,
            _ => DiagnosticCodes.WrongType,
        };
        var meant = node.StringValue is { } word ? NearestWord.Find(word, SchemaExpectation.Words(error.Schema)) : null;
        _problems.AtValue(
            code, node, $"Expected {SchemaExpectation.Describe(error.Schema)}, found {Excerpt.Of(node)}.",
            DidYouMean(meant));
    }
}
