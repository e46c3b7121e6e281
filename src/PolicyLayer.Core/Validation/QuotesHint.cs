using System.Text;
using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Validation;

/// <summary>Hints at quotes around a value that is right without them.</summary>
internal static class QuotesHint
{
    // Nobody writes a longer number by mistake, and the work grows with the length.
    private const int MaxLength = 32;

    private const string Remove = "Remove the quotes.";

    internal static string? ForNumber(DocumentNode value) =>
        value.StringValue is { Length: <= MaxLength } text && ExactNumber.TryParse(Encoding.UTF8.GetBytes(text), out _)
            ? Remove
            : null;

    internal static string? ForBoolean(DocumentNode value) => value.StringValue is "true" or "false" ? Remove : null;
}
