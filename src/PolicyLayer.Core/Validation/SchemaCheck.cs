using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks the shape of a document against the JSON Schema, and places what it finds.</summary>
/// <remarks>
/// The validator comes here with every value. What it finds is reported on the spot, where the node is known, and never
/// handed on: it would be wrapped once for each level above. So the schema must not use <c>anyOf</c> and its kin, which
/// learn from what is handed on.
/// </remarks>
internal sealed class SchemaCheck : JsonSchemaValidator
{
    private readonly DiagnosticBag _problems;
    private readonly ShapeReport _report = new();

    private SchemaCheck(DiagnosticBag problems) => _problems = problems;

    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    internal static ShapeReport Run(DocumentNode root, DiagnosticBag problems)
    {
        var check = new SchemaCheck(problems);
        check.Validate(SchemaTokens.From(root), PolicySchema.Instance);
        return check._report;
    }

    internal static string Missing(string key) => $"Expected the key \"{key}\", found an object without it.";

    internal static string? DidYouMean(string? word) => word is null ? null : $"Did you mean \"{word}\"?";

    protected override ICollection<ValidationError> Validate(
        JToken token, JsonSchema schema, SchemaType schemaType, string? propertyName, string propertyPath)
    {
        if (!_problems.IsFull)
        {
            // Without a path: it would repeat the keys above for every value, however long they are.
            Report(token, base.Validate(token, schema, schemaType, propertyName, propertyPath: ""));
        }

        return Array.Empty<ValidationError>();
    }

    private void Report(JToken token, ICollection<ValidationError> errors)
    {
        if (errors.Count == 0)
            return;

        // Unknown keys come first: one that is a missing key misspelt explains why that is missing.
        var node = SchemaTokens.NodeOf(token);
        foreach (var error in errors.Where(static error => error.Kind == ValidationErrorKind.NoAdditionalPropertiesAllowed))
            ReportUnknownKey(SchemaTokens.NodeOf(token[error.Property]!), error.Schema);

        foreach (var error in errors.Where(static error => error.Kind != ValidationErrorKind.NoAdditionalPropertiesAllowed))
        {
            if (error.Kind == ValidationErrorKind.PropertyRequired)
                ReportMissing(node, error.Property);
            else if (_report.MarkFaulty(node))
                ReportValue(node, error, isWhole: token.Type == JTokenType.Integer);
        }
    }

    private void ReportUnknownKey(DocumentNode member, JsonSchema schema)
    {
        // The reader has reported it as a duplicate.
        if (member.IsDuplicate)
            return;

        var known = schema.Properties.Keys;
        var meant = NearestWord.Find(member.Key!, known);
        if (meant is not null)
            _report.MarkMisspelt(member.Parent!, meant);

        var expected = SchemaExpectation.OneOf(known);
        _problems.AtKey(
            DiagnosticCodes.UnknownKey, member, $"Expected one of the keys {expected}, found {Excerpt.Quote(member.Key!)}.",
            DidYouMean(meant));
    }

    private void ReportMissing(DocumentNode holder, string key)
    {
        if (holder.Kind == DocumentNodeKind.Object && !_report.IsMisspelt(holder, key))
            _problems.AtValue(DiagnosticCodes.MissingKey, holder, Missing(key));
    }

    private void ReportValue(DocumentNode node, ValidationError error, bool isWhole)
    {
        var code = error.Kind switch
        {
            ValidationErrorKind.NotInEnumeration => DiagnosticCodes.UnknownWord,
            ValidationErrorKind.NumberTooSmall or ValidationErrorKind.NumberTooBig => DiagnosticCodes.OutOfRange,
            ValidationErrorKind.NoTypeValidates when isWhole => DiagnosticCodes.OutOfRange,
            ValidationErrorKind.StringTooShort or ValidationErrorKind.StringTooLong => DiagnosticCodes.WrongLength,
            _ => DiagnosticCodes.WrongType,
        };
        _problems.AtValue(
            code, node, $"Expected {SchemaExpectation.Describe(error.Schema)}, found {Excerpt.Of(node)}.",
            HintFor(node, error.Schema));
    }

    // A word without its quotes is a number or a boolean: 1 is not "1".
    private static string? HintFor(DocumentNode node, JsonSchema schema) =>
        schema.Type.HasFlag(JsonObjectType.Integer)
            ? QuotesHint.ForNumber(node)
            : DidYouMean(NearestWord.Find(node.Text, SchemaExpectation.Words(schema)));
}
