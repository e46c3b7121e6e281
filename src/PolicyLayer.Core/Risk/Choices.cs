using System.Text.Json;

namespace PolicyLayer.Core.Risk;

/// <summary>Collects the values that a parameter may have, as far as its schema or its description lists them.</summary>
internal sealed class Choices
{
    private const int MaxChoices = 256;
    private const int MaxDepth = 4;

    private readonly JsonElement _root;
    private readonly List<string> _found = [];

    // A schema may refer to itself in many places; so what is looked at is counted, not only what is found.
    private int _left = MaxChoices;

    private Choices(JsonElement root) => _root = root;

    /// <summary>The values that the schema lists.</summary>
    /// <param name="schema">The schema of the parameter.</param>
    /// <param name="root">The schema that holds it, for references.</param>
    internal static List<string> Listed(JsonElement schema, JsonElement root)
    {
        var choices = new Choices(root);
        choices.Collect(schema, MaxDepth);
        return choices._found;
    }

    /// <summary>The verbs that the description tells in a row: "one of list, read, write or delete".</summary>
    internal static List<string> Told(JsonElement schema)
    {
        var found = new List<string>();
        foreach (var sentence in Prose.Of(JsonText.Of(JsonText.Member(schema, "description"u8)) ?? "").Sentences)
        {
            for (var i = 0; i < sentence.Count && found.Count < MaxChoices; i++)
            {
                if (IsInRow(sentence, i) && Verbs.TryFind(sentence[i].Text, out _))
                    found.Add(sentence[i].Text);
            }
        }

        return found.Count > 1 ? found : [];
    }

    /// <summary>Whether the description surely lists what can be done, and not what is looked for.</summary>
    internal static bool AreAllTold(JsonElement schema)
    {
        var text = JsonText.Of(JsonText.Member(schema, "description"u8)) ?? "";
        var words = Prose.Of(text).Sentences.SelectMany(sentence => sentence).Select(word => word.Text).ToList();
        var isList = text.Contains(':', StringComparison.Ordinal) || text.Contains("one of", StringComparison.OrdinalIgnoreCase)
            || words.TrueForAll(word => word is "or" or "and" || Verbs.TryFind(word, out _));
        return isList && !words.Exists(word => word.StartsWith("filter", StringComparison.Ordinal));
    }

    private static bool IsInRow(List<ProseWord> words, int i)
    {
        var isBehind = words[i].IsSeparated || (i > 0 && words[i - 1].Text is "or" or "and");
        var isBefore = i + 1 < words.Count && (words[i + 1].IsSeparated || words[i + 1].Text is "or" or "and");
        return isBehind || isBefore;
    }

    private void Collect(JsonElement schema, int depth)
    {
        schema = SchemaReference.Resolve(schema, _root);
        Add(JsonText.Member(schema, "const"u8));
        foreach (var choice in Items(JsonText.Member(schema, "enum"u8)))
            Add(choice);
        if (depth == 0)
            return;

        foreach (var part in Items(JsonText.Member(schema, "oneOf"u8)).Concat(Items(JsonText.Member(schema, "anyOf"u8))))
        {
            if (_left-- > 0)
                Collect(part, depth - 1);
        }

        var items = JsonText.Member(schema, "items"u8);
        if (items.ValueKind == JsonValueKind.Object)
            Collect(items, depth - 1);
    }

    private void Add(JsonElement value)
    {
        if (_left-- > 0 && JsonText.Of(value) is { } text)
            _found.Add(text);
    }

    private static IEnumerable<JsonElement> Items(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? array.EnumerateArray().Take(MaxChoices) : [];
}
