using System.Text;
using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Validation;

/// <summary>Reads whole numbers of a document: 10, 10.0 and 1e1 are the same.</summary>
internal static class WholeNumber
{
    internal static bool TryRead(DocumentNode? node, out long value)
    {
        value = 0;
        if (node is not { Kind: DocumentNodeKind.Number } || !TryReadExact(node, out var exact) || !decimal.IsInteger(exact))
            return false;
        if (exact is < long.MinValue or > long.MaxValue)
            return false;

        value = (long)exact;
        return true;
    }

    internal static bool TryReadExact(DocumentNode node, out decimal value) =>
        ExactNumber.TryParse(Encoding.UTF8.GetBytes(node.Text), out value);
}
