using System.Collections.Frozen;
using System.Text.Json;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// Reads what a tool does from its parameters: one that chooses an action, amounts with a currency or somebody who receives
/// them, and code in free form. What it quotes are words that the rules know, never the schema's own prose.
/// </summary>
internal static class SchemaReader
{
    private static readonly FrozenSet<string> ActionNames = FrozenSet.Create(
        StringComparer.Ordinal,
        "action", "actions", "operation", "operations", "op", "ops", "command", "commands", "method", "verb", "subcommand");

    private static readonly FrozenSet<string> Switches = WordFile.Words("words.switch");

    private static readonly FrozenSet<string> HttpMethods =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "get", "head", "options", "post", "put", "patch", "delete", "trace");

    private static readonly FrozenSet<string> Amounts =
        FrozenSet.Create(StringComparer.Ordinal, "amount", "amounts", "sum", "price", "quantity", "qty");

    private static readonly FrozenSet<string> Parties = FrozenSet.Create(
        StringComparer.Ordinal,
        "currency", "recipient", "payee", "payer", "beneficiary", "iban", "wallet", "slippage", "symbol", "ticker");

    /// <summary>The gravest of the actions that the tool lets its caller choose from.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="root">The schema that holds them.</param>
    /// <param name="isRead">Whether the tool reads as far as is known: then a type or a mode only filters what it shows.</param>
    internal static RiskEvidence? Choice(List<(string Name, JsonElement Schema)> parameters, JsonElement root, bool isRead)
    {
        RiskEvidence? worst = null;
        foreach (var (name, schema) in parameters)
        {
            foreach (var choice in Actions(name, schema, root, isRead))
            {
                if (NameReader.Read(NameWords.Split(choice)) is { } reading && !(reading.Category <= worst?.Category))
                    worst = new(RiskEvidenceSource.Schema, $"{Chooser(name)}: {reading.Quote}", reading.Category);
            }
        }

        return worst;
    }

    /// <summary>A parameter that chooses an action of which nothing is known.</summary>
    internal static RiskEvidence? OpenChoice(List<(string Name, JsonElement Schema)> parameters, JsonElement root)
    {
        var open = parameters.Find(parameter => ActionIn(NameWords.Split(parameter.Name)) is not null
            && Choices.Listed(parameter.Schema, root).Count == 0 && Choices.Told(parameter.Schema).Count == 0).Name;
        return open is null ? null : new RiskEvidence(RiskEvidenceSource.Schema, Chooser(open), RiskCategory.Execute);
    }

    /// <summary>A switch by which the call destroys too: <c>purge</c>, <c>delete_source</c>.</summary>
    internal static RiskEvidence? Switch(List<(string Name, JsonElement Schema)> parameters)
    {
        foreach (var (name, schema) in parameters)
        {
            if (JsonText.Of(JsonText.Member(schema, "type"u8)) == "boolean"
                && NameWords.Split(name) is [var verb, .. var rest] && Switches.Contains(verb) && !IsSetting(rest))
            {
                return new(RiskEvidenceSource.Schema, verb, RiskCategory.Destructive);
            }
        }

        return null;
    }

    /// <summary>An amount together with what makes it money.</summary>
    internal static RiskEvidence? Money(List<(string Name, JsonElement Schema)> parameters)
    {
        var amount = First(parameters, Amounts);
        var party = First(parameters, Parties);
        return amount is null || party is null
            ? null
            : new RiskEvidence(RiskEvidenceSource.Schema, $"{amount}, {party}", RiskCategory.Financial);
    }

    /// <summary>A parameter that takes code.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="orQuery">Whether a query is code too: where the tool runs it.</param>
    internal static RiskEvidence? FreeForm(List<(string Name, JsonElement Schema)> parameters, bool orQuery)
    {
        var code = parameters
            .Find(parameter => RunnableCode.IsParameter(parameter.Name) || (orQuery && parameter.Name == "query")).Name;
        return code is null ? null : new(RiskEvidenceSource.Schema, NameWords.Split(code)[0], RiskCategory.Execute);
    }

    private static List<string> Actions(string name, JsonElement schema, JsonElement root, bool isRead)
    {
        var words = NameWords.Split(name);
        if (ActionIn(words) is null)
        {
            return !isRead && words is [.., "mode" or "type"]
                && Choices.Listed(schema, root) is { Count: > 1 } kinds && AreVerbs(kinds)
                ? kinds
                : [];
        }

        var listed = Choices.Listed(schema, root);
        if (listed.Count == 0)
            return isRead && !Choices.AreAllTold(schema) ? [] : Choices.Told(schema);

        // With any method of HTTP, what happens depends on the address.
        return listed.Count > 1 && listed.TrueForAll(HttpMethods.Contains) ? ["execute"] : listed;
    }

    // The rest of the name is the server's own prose.
    private static string Chooser(string name)
    {
        var words = NameWords.Split(name);
        return ActionIn(words) ?? words[^1];
    }

    private static string? ActionIn(string[] parameter) => parameter switch
    {
        [.., var action, "type" or "kind" or "name"] when ActionNames.Contains(action) => action,
        [.., var action] when ActionNames.Contains(action) => action,
        _ => null,
    };

    // "delete_protection" and "delete_on_exit" say what is to happen some day.
    private static bool IsSetting(string[] words) => words is [var next, ..]
        && (Nouns.Guard.Contains(next) || ProseWords.IsCondition(next) || ProseWords.IsPreposition(next));

    private static bool AreVerbs(List<string> choices)
    {
        var verbs = choices.Select(choice => NameWords.Split(choice) is [var first, ..] ? Verbs.FindBase(first) : null).ToList();
        return verbs.TrueForAll(verb => verb is not null) && verbs.Exists(verb => !verb!.IsAlsoNoun);
    }

    private static string? First(List<(string Name, JsonElement Schema)> parameters, FrozenSet<string> words) =>
        parameters.SelectMany(parameter => NameWords.Split(parameter.Name)).FirstOrDefault(words.Contains);
}
