using System.Text.Json.Nodes;

namespace PolicyLayer.Core.Tests.Documents;

/// <summary>
/// The documents that lie one step from another: with a part dropped, renamed, replaced by another type, doubled, moved or
/// nested. They are texts, because a tree cannot hold a key twice.
/// </summary>
internal static class DocumentMutations
{
    private static readonly string[] Replacements =
        ["null", "true", "-1", "1.5", "1e400", "10.0", "\"\"", "\"*\"", "\"\\ud800\"", "[]", "{}", "[null]", "{\"a\":{\"a\":1}}"];

    internal static IEnumerable<string> Of(string document)
    {
        var root = JsonNode.Parse(document)!;
        return Places(root).SelectMany(place => Replaced(root, place).Concat(place switch
        {
            JsonObject parent => Changed(root, place, Members(parent), ("{", "}")).Concat(Renamed(root, parent)),
            JsonArray list => Changed(root, place, [.. list.Select(Text)], ("[", "]")),
            _ => [],
        }));
    }

    /// <summary>The document with each of its keys written twice, one by one.</summary>
    internal static IEnumerable<string> WithDuplicateKeys(string document)
    {
        var root = JsonNode.Parse(document)!;
        return Places(root).OfType<JsonObject>()
            .SelectMany(parent => Doubled(Members(parent)).Select(members => Write(root, parent, Join(members, ("{", "}")))));
    }

    /// <summary>The document with the members of each object in the opposite order, one by one.</summary>
    internal static IEnumerable<string> WithMembersReversed(string document)
    {
        var root = JsonNode.Parse(document)!;
        return Places(root).OfType<JsonObject>()
            .Select(parent => Write(root, parent, Join(Members(parent).Reverse(), ("{", "}"))));
    }

    // Retyped, or one level deeper than it was.
    private static IEnumerable<string> Replaced(JsonNode root, JsonNode? place) =>
        Replacements.Append($"[{Text(place)}]").Append($"{{\"value\":{Text(place)}}}").Select(text => Write(root, place, text));

    // One part is dropped, doubled or brought to the front; or all parts stand in the opposite order.
    private static IEnumerable<string> Changed(
        JsonNode root, JsonNode place, string[] parts, (string Open, string Close) brackets) =>
        parts.Select((_, at) => parts.Where((_, other) => other != at))
            .Concat(Doubled(parts))
            .Concat(parts.Select(first => parts.Except([first]).Prepend(first)))
            .Append(parts.Reverse())
            .Select(changed => Write(root, place, Join(changed, brackets)));

    private static IEnumerable<IEnumerable<string>> Doubled(string[] parts) =>
        parts.Select((part, at) => parts.Take(at).Append(part).Concat(parts.Skip(at)));

    private static IEnumerable<string> Renamed(JsonNode root, JsonObject parent)
    {
        var members = Members(parent);
        string[] keys = [.. parent.Select(member => member.Key)];
        for (var at = 0; at < keys.Length; at++)
        {
            foreach (var name in (string[])[keys[at] + "s", keys[at].ToUpperInvariant(), "", "max", "conditions"])
            {
                var renamed = members.ToArray();
                renamed[at] = Member(name, parent[keys[at]]);
                yield return Write(root, parent, Join(renamed, ("{", "}")));
            }
        }
    }

    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        var children = node switch
        {
            JsonObject parent => parent.Select(member => member.Value),
            JsonArray list => list,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(Places).Prepend(node);
    }

    private static string Write(JsonNode? node, JsonNode? place, string replacement)
    {
        if (node == place)
            return replacement;

        return node switch
        {
            JsonObject parent => Join(
                parent.Select(member => $"{Key(member.Key)}:{Write(member.Value, place, replacement)}"), ("{", "}")),
            JsonArray list => Join(list.Select(element => Write(element, place, replacement)), ("[", "]")),
            _ => Text(node),
        };
    }

    private static string[] Members(JsonObject parent) => [.. parent.Select(member => Member(member.Key, member.Value))];

    private static string Member(string key, JsonNode? value) => $"{Key(key)}:{Text(value)}";

    private static string Key(string key) => JsonValue.Create(key).ToJsonString();

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";

    private static string Join(IEnumerable<string> parts, (string Open, string Close) brackets) =>
        brackets.Open + string.Join(',', parts) + brackets.Close;
}
