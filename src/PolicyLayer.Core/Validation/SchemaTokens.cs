using System.Globalization;
using Newtonsoft.Json.Linq;
using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>
/// Makes from nodes the tokens that the schema check reads, so that one parser alone decides what a document says. Each token
/// is annotated with its node.
/// </summary>
internal static class SchemaTokens
{
    internal static DocumentNode NodeOf(JToken token) => token.Annotation<DocumentNode>()!;

    internal static JToken From(DocumentNode node)
    {
        JToken token = node.Kind switch
        {
            DocumentNodeKind.Object => FromMembers(node),
            DocumentNodeKind.Array => FromElements(node),
            DocumentNodeKind.String => new JValue(node.Text),
            DocumentNodeKind.Number => FromNumber(node),
            DocumentNodeKind.Boolean => new JValue(node.Text == "true"),
            _ => JValue.CreateNull(),
        };
        token.AddAnnotation(node);
        return token;
    }

    private static JObject FromMembers(DocumentNode node)
    {
        var members = new JObject();
        foreach (var member in node.Members)
            members.Add(KeyOf(member), From(member));

        return members;
    }

    private static JArray FromElements(DocumentNode node)
    {
        var elements = new JArray();
        foreach (var element in node.Elements)
            elements.Add(From(element));

        return elements;
    }

    // A key of the document never holds a lone surrogate, so the stand-in for a key is unique.
    private static string KeyOf(DocumentNode member) => member.IsDuplicate ? $"\uD800{member.Index}" : member.Key!;

    // The schema asks only for whole numbers, so one fraction serves for all that are not. It stands in every range, or it
    // would be reported as out of range where it is of the wrong type. What is beyond all ranges need not be exact.
    private static JValue FromNumber(DocumentNode node)
    {
        if (DocumentNumber.TryReadWhole(node, out var whole))
            return new(whole);

        return double.Parse(node.Text, CultureInfo.InvariantCulture) switch
        {
            >= long.MaxValue => new(long.MaxValue),
            <= long.MinValue => new(long.MinValue),
            _ => new(1.5m),
        };
    }
}
