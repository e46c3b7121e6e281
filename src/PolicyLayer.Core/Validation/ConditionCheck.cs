using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks one condition: its path, and whether its value suits its operator.</summary>
internal static class ConditionCheck
{
    private const string DirectoryHint = "It begins with / and holds no %, no \\, no NUL and no drive letter.";

    internal static void Run(ConditionDocument condition, ShapeReport shape, DiagnosticBag problems)
    {
        if (condition.Path is { } path && path.StringValue is { } text && PathParser.Parse(text).Expected is { } expected)
        {
            problems.AtValue(
                DiagnosticCodes.InvalidPath, path, $"Expected {expected}, found {Excerpt.Of(path)}.", PathParser.HintFor(expected));
        }

        if (condition.Value is not { } value || condition.Operator?.StringValue is not { } op)
            return;

        switch (Operators.OperandOf(op))
        {
            case OperandKind.Scalar:
                CheckScalar(op, value, problems);
                break;
            case OperandKind.List:
                CheckList(op, value, problems);
                break;
            case OperandKind.Number when value.Kind != DocumentNodeKind.Number:
                ReportWrong(op, "a number", value, problems, QuotesHint.ForNumber(value));
                break;
            case OperandKind.Number:
                CheckExact(value, problems);
                break;
            case OperandKind.Boolean when value.Kind != DocumentNodeKind.Boolean:
                ReportWrong(op, "true or false", value, problems, QuotesHint.ForBoolean(value));
                break;
            case OperandKind.Text when value.Kind != DocumentNodeKind.String:
                ReportWrong(op, "a string", value, problems);
                break;
            case OperandKind.Directories:
                CheckDirectories(op, value, problems);
                break;
        }
    }

    private static void CheckScalar(string op, DocumentNode value, DiagnosticBag problems)
    {
        if (IsScalar(value))
            CheckExact(value, problems);
        else
            ReportWrong(op, "a string, a number, true or false", value, problems);
    }

    private static void CheckList(string op, DocumentNode value, DiagnosticBag problems)
    {
        if (value.Elements is not [var first, ..])
        {
            ReportWrong(op, "a list of at least one value", value, problems);
            return;
        }

        foreach (var element in value.Elements)
        {
            if (!IsScalar(element))
                ReportWrong(op, "a list of strings, of numbers or of booleans", element, problems);
            else if (IsScalar(first) && element.Kind != first.Kind)
                ReportWrong(op, "values of one type", element, problems);
            else
                CheckExact(element, problems);
        }
    }

    private static void CheckDirectories(string op, DocumentNode value, DiagnosticBag problems)
    {
        var directories = value.Kind == DocumentNodeKind.String ? [value] : value.Elements;
        if (directories.Count == 0)
            ReportWrong(op, "an absolute directory or a list of at least one", value, problems);

        foreach (var directory in directories)
        {
            if (directory.StringValue is not { } path)
                ReportWrong(op, "an absolute directory", directory, problems);
            else if (!AbsolutePath.TryResolve(path.ToCharArray(), out _))
                problems.AtValue(
                    DiagnosticCodes.InvalidDirectory, directory,
                    $"Expected an absolute directory, found {Excerpt.Of(directory)}.", DirectoryHint);
        }
    }

    private static bool IsScalar(DocumentNode value) =>
        value.Kind is DocumentNodeKind.String or DocumentNodeKind.Number or DocumentNodeKind.Boolean;

    private static void CheckExact(DocumentNode value, DiagnosticBag problems)
    {
        if (value.Kind == DocumentNodeKind.Number && !DocumentNumber.TryReadExact(value, out _))
        {
            problems.AtValue(
                DiagnosticCodes.InexactNumber, value,
                $"Expected a number that a decimal of 28 significant digits holds exactly, found {Excerpt.Of(value)}.");
        }
    }

    private static void ReportWrong(
        string op, string expected, DocumentNode value, DiagnosticBag problems, string? hint = null) => problems.AtValue(
        DiagnosticCodes.WrongOperand, value, $"Expected {expected} for \"{op}\", found {Excerpt.Of(value)}.", hint);
}
