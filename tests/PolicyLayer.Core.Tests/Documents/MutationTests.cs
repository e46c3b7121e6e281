using System.Text;
using System.Text.Json.Nodes;

namespace PolicyLayer.Core.Tests.Documents;

/// <summary>Every document near a good one gives a policy or placed problems, and never an exception.</summary>
public sealed class MutationTests
{
    private const string Document = """
        {
          "version": "1", "description": "é\u00e9", "default": "deny", "hide": ["x", "*"],
          "tools": {
            "t": {
              "action": "allow", "reason": "r",
              "require": [{ "name": "n", "conditions": [{ "path": "args.a", "op": "in", "value": ["x", "y"] }], "on_deny": "o" }],
              "deny_if": [{ "path": "context[\"a b\"][0]", "op": "gt", "value": 1.5 }, { "conditions": [] }],
              "limits": [{ "counter": "c", "window": "minute", "max": 10, "scope": "session", "on_deny": "o" }],
              "rate_limit": { "max": 1, "window": 60 }
            },
            "u": { "limits": [{ "counter": "c", "window": 60, "max": 10, "scope": "session" }] }
          }
        }
        """;

    private static readonly string[] Replacements =
        ["null", "true", "-1", "1e400", "\"\"", "\"*\"", "\"\\ud800\"", "[]", "{}", "[null]", "{\"a\":{\"a\":1}}"];

    [Fact]
    public void The_document_is_good() => Assert.True(Policy.Load(Document).IsValid);

    [Fact]
    public void Cut_off_anywhere_it_is_refused()
    {
        var utf8 = Encoding.UTF8.GetBytes(Document);
        for (var length = 0; length < utf8.Length; length++)
            AssertRefused(Policy.Load(utf8.AsSpan(0, length)));
    }

    [Fact]
    public void With_any_byte_dropped_or_changed_it_gives_an_answer()
    {
        var utf8 = Encoding.UTF8.GetBytes(Document);
        for (var at = 0; at < utf8.Length; at++)
        {
            AssertAnswered(Policy.Load([.. utf8.AsSpan(0, at), .. utf8.AsSpan(at + 1)]));
            foreach (var changed in "\"\\{[,:0 \n\0\u0080"u8)
            {
                var copy = (byte[])utf8.Clone();
                copy[at] = changed;
                AssertAnswered(Policy.Load(copy));
            }
        }
    }

    [Fact]
    public void With_any_value_replaced_it_gives_an_answer()
    {
        foreach (var place in Places(JsonNode.Parse(Document)!))
        {
            foreach (var replacement in Replacements)
                AssertAnswered(Policy.Load(With(place, replacement)));
        }
    }

    [Fact]
    public void With_any_key_renamed_doubled_or_removed_it_is_refused_or_answers()
    {
        foreach (var place in Places(JsonNode.Parse(Document)!).Where(place => place.Parent is JsonObject))
        {
            var key = place.GetPropertyName();
            var parent = place.Parent!.AsObject();
            var value = place.ToJsonString();
            AssertAnswered(Policy.Load(WithMembers(parent, member => member == key ? "" : null)));
            AssertAnswered(Policy.Load(WithMembers(parent, member => member == key ? $"\"{key}s\":{value}" : null)));
            var twice = $"\"{key}\":{value},\"{key}\":{value}";
            AssertRefused(Policy.Load(WithMembers(parent, member => member == key ? twice : null)));
        }
    }

    private static void AssertRefused(PolicyLoadResult result)
    {
        AssertAnswered(result);
        Assert.False(result.IsValid);
    }

    private static void AssertAnswered(PolicyLoadResult result)
    {
        Assert.Equal(result.IsValid, result.Diagnostics.All(problem => problem.Severity == DiagnosticSeverity.Warning));
        Assert.All(result.Diagnostics, problem => Assert.True(problem is { Line: > 0, Column: > 0 }));
        Assert.Distinct(result.Diagnostics);
    }

    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        yield return node;
        var children = node switch
        {
            JsonObject parent => parent.Select(member => member.Value!),
            JsonArray list => list.Select(element => element!),
            _ => [],
        };
        foreach (var place in children.SelectMany(Places))
            yield return place;
    }

    private static string With(JsonNode place, string replacement) => Write(place.Root, place, replacement);

    private static string WithMembers(JsonObject parent, Func<string, string?> rewrite)
    {
        var members = parent.Select(member => rewrite(member.Key) ?? $"\"{member.Key}\":{member.Value!.ToJsonString()}");
        return Write(parent.Root, parent, $"{{{string.Join(',', members.Where(member => member.Length > 0))}}}");
    }

    private static string Write(JsonNode node, JsonNode place, string replacement)
    {
        if (node == place)
            return replacement;

        return node switch
        {
            JsonObject parent => $"{{{string.Join(
                ',', parent.Select(member => $"\"{member.Key}\":{Write(member.Value!, place, replacement)}"))}}}",
            JsonArray list => $"[{string.Join(',', list.Select(element => Write(element!, place, replacement)))}]",
            _ => node.ToJsonString(),
        };
    }
}
