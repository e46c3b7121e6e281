using System.Collections.Frozen;
using System.Text.Json;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// Reads what a tool does from its parameters: one that chooses an action, amounts with a currency or somebody who receives
/// them, and code in free form. What it quotes are words that the rules know, never the schema's own prose.
/// </summary>
internal static class SchemaReader
{
    private static readonly FrozenSet<string> Code = WordFile.Words("words.code");

    private static readonly FrozenSet<string> ActionNames =
        FrozenSet.Create(StringComparer.Ordinal, "action", "operation", "op", "command", "method", "verb", "subcommand");

    private static readonly FrozenSet<string> Amounts =
        FrozenSet.Create(StringComparer.Ordinal, "amount", "amounts", "sum", "price", "quantity", "qty");

    private static readonly FrozenSet<string> Parties = FrozenSet.Create(
        StringComparer.Ordinal,
        "currency", "recipient", "payee", "payer", "beneficiary", "iban", "wallet", "slippage", "symbol", "ticker");

    /// <summary>The gravest of the actions that the tool lets its caller choose from.</summary>
    internal static RiskEvidence? Choice(List<(string Name, JsonElement Schema)> parameters)
    {
        RiskEvidence? worst = null;
        foreach (var (name, schema) in parameters)
        {
            if (!ActionNames.Contains(name.ToLowerInvariant()))
                continue;
            foreach (var choice in Parameters.Choices(schema))
            {
                if (NameReader.Read(NameWords.Split(choice)) is { } reading && !(reading.Category <= worst?.Category))
                    worst = new(RiskEvidenceSource.Schema, $"{name}: {reading.Quote}".ToLowerInvariant(), reading.Category);
            }
        }

        return worst;
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
    internal static RiskEvidence? FreeForm(List<(string Name, JsonElement Schema)> parameters)
    {
        var code = parameters.Find(parameter => IsCode(parameter.Name)).Name;
        return code is null ? null : new(RiskEvidenceSource.Schema, NameWords.Split(code)[0], RiskCategory.Execute);
    }

    internal static bool IsCode(string parameter) => NameWords.Split(parameter) is [var word] && Code.Contains(word);

    private static string? First(List<(string Name, JsonElement Schema)> parameters, FrozenSet<string> words) =>
        parameters.SelectMany(parameter => NameWords.Split(parameter.Name)).FirstOrDefault(words.Contains);
}
