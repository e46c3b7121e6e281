using System.Text;
using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Validation;

/// <summary>Reads the numbers of a document exactly: 10, 10.0 and 1e1 are the same.</summary>
internal static class DocumentNumber
{
    internal static bool TryReadExact(DocumentNode? node, out decimal value)
    {
        value = 0;
        return node is { Kind: DocumentNodeKind.Number } && ExactNumber.TryParse(Encoding.UTF8.GetBytes(node.Text), out value);
    }

    internal static bool TryReadWhole(DocumentNode? node, out long value)
    {
        value = 0;
        if (!TryReadExact(node, out var exact) || !decimal.IsInteger(exact) || exact is < long.MinValue or > long.MaxValue)
            return false;

        value = (long)exact;
        return true;
    }
}
