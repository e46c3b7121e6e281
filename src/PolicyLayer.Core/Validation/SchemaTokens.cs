using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>
/// Makes from nodes the tokens that the schema check reads, so that one parser alone decides what a document says. The check
/// reports the line of a token; here that is the number of its node.
/// </summary>
internal sealed class SchemaTokens
{
    // Longer than any key of the format and any tool name. The check repeats the keys above a value in every path it builds.
    private const int MaxKeyLength = 128;

    private readonly List<DocumentNode> _nodes = [];

    internal SchemaTokens(DocumentNode root) => Root = From(root);

    internal JToken Root { get; }

    internal DocumentNode NodeAt(int line) => _nodes[line];

    private JToken From(DocumentNode node)
    {
        var line = _nodes.Count;
        _nodes.Add(node);
        return node.Kind switch
        {
            DocumentNodeKind.Object => FromMembers(node, line),
            DocumentNodeKind.Array => FromElements(node, line),
            DocumentNodeKind.String => new PlacedValue(node.Text, line),
            DocumentNodeKind.Number => new PlacedValue(Number(node), line),
            DocumentNodeKind.Boolean => new PlacedValue(node.Text == "true", line),
            _ => new PlacedValue(null, line),
        };
    }

    private PlacedObject FromMembers(DocumentNode node, int line)
    {
        var members = new PlacedObject(line);
        foreach (var member in node.Members)
        {
            var memberLine = _nodes.Count;
            members.Add(new PlacedProperty(KeyOf(member), From(member), memberLine));
        }

        return members;
    }

    private PlacedArray FromElements(DocumentNode node, int line)
    {
        var elements = new PlacedArray(line);
        foreach (var element in node.Elements)
            elements.Add(From(element));

        return elements;
    }

    // A key of the document never holds a lone surrogate, so the stand-in for a key is unique.
    private static string KeyOf(DocumentNode member) =>
        member.IsDuplicate || member.Key!.Length > MaxKeyLength ? $"\uD800{member.Index}" : member.Key;

    // The schema asks only for whole numbers, so one fraction serves for all that are not.
    private static object Number(DocumentNode node) => WholeNumber.TryRead(node, out var whole) ? whole : (object)0.5m;

    private sealed class PlacedObject(int line) : JObject, IJsonLineInfo
    {
        int IJsonLineInfo.LineNumber => line;

        int IJsonLineInfo.LinePosition => 0;

        bool IJsonLineInfo.HasLineInfo() => true;
    }

    private sealed class PlacedProperty(string name, JToken value, int line) : JProperty(name, value), IJsonLineInfo
    {
        int IJsonLineInfo.LineNumber => line;

        int IJsonLineInfo.LinePosition => 0;

        bool IJsonLineInfo.HasLineInfo() => true;
    }

    private sealed class PlacedArray(int line) : JArray, IJsonLineInfo
    {
        int IJsonLineInfo.LineNumber => line;

        int IJsonLineInfo.LinePosition => 0;

        bool IJsonLineInfo.HasLineInfo() => true;
    }

    private sealed class PlacedValue(object? value, int line) : JValue(value), IJsonLineInfo
    {
        int IJsonLineInfo.LineNumber => line;

        int IJsonLineInfo.LinePosition => 0;

        bool IJsonLineInfo.HasLineInfo() => true;
    }
}
