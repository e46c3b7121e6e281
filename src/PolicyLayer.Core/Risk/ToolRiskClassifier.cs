using System.Text.Json;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// Says what a tool does by what its server says of it: rules about language and schemas, without a model, a network or a
/// clock. The same description always gives the same answer. Safe for use by several threads.
/// </summary>
public static class ToolRiskClassifier
{
    /// <summary>Classifies a tool.</summary>
    /// <param name="tool">What the server says of it.</param>
    /// <returns>Its category and severity, how sure that is, and the words that decided.</returns>
    public static ToolRisk Classify(ToolDescription tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        var name = NameWords.Split(tool.Name);
        var sentence = ProseWords.FirstSentence(tool.Description);
        var parameters = Parameters.Of(tool.InputSchema);

        var risk = new RiskAssessment();
        var reading = NameReader.Read(name);
        Combine(risk, reading, DescriptionReader.Read(sentence));
        RaiseBySchema(risk, reading, parameters);
        HeedPhrases(risk, name, sentence, ProseWords.Flatten(tool.Description));
        RaiseByClaims(risk, tool.Annotations);
        return new ToolRisk(tool.Name, risk.Category, risk.Confidence, risk.Evidence, SignalReader.Read(name, parameters));
    }

    private static void Combine(RiskAssessment risk, Reading? name, Reading? prose)
    {
        risk.Add(RiskEvidenceSource.Name, name);
        risk.Add(RiskEvidenceSource.Description, prose);
        switch (name, prose)
        {
            case (null, null):
                risk.Add(RiskEvidenceSource.None, new Reading(RiskCategory.Execute, "", IsFirm: false));
                risk.Decide(RiskCategory.Execute, confidence: 0.2);
                break;
            case (_, null):
                risk.Decide(name.Category, name.IsFirm ? 0.8 : 0.5);
                break;
            case (null, _):
                risk.Decide(prose.Category, prose.IsFirm ? 0.7 : 0.5);
                break;
            default:
                risk.Decide(Combine(name, prose), name.Category == prose.Category ? 0.95 : 0.6);
                break;
        }
    }

    private static RiskCategory Combine(Reading name, Reading prose)
    {
        // "trades": what may be a noun in the name is one where the description says that it is read.
        if (!name.IsFirm && prose is { Category: RiskCategory.Read, IsFirm: true, IsManner: false })
            return RiskCategory.Read;

        // "get_chart: create a chart of the last week" only says how.
        return name.IsFirm && prose is { IsManner: true, Category: < RiskCategory.Destructive }
            ? name.Category
            : (RiskCategory)Math.Max((int)name.Category, (int)prose.Category);
    }

    private static void RaiseBySchema(
        RiskAssessment risk, Reading? name, List<(string Name, JsonElement Schema)> parameters)
    {
        if (SchemaReader.Choice(parameters) is { } choice)
            risk.Raise(choice);

        // A quote for an amount moves no money, and code that is searched or stored does not run.
        if (risk.Category != RiskCategory.Read && SchemaReader.Money(parameters) is { } money)
            risk.Raise(money);
        if (name is not { IsFirm: true } && SchemaReader.FreeForm(parameters) is { } code)
            risk.Raise(code);
    }

    private static void HeedPhrases(RiskAssessment risk, string[] name, List<ProseWord> sentence, string flat)
    {
        if (PhraseList.Irreversible.FindIn(flat) is { } forGood)
            risk.Raise(new(RiskEvidenceSource.Description, forGood, RiskCategory.Destructive));
        else if (risk.Category == RiskCategory.Destructive && PhraseList.Reversible.FindIn(flat) is { } wayBack)
            risk.Lower(new(RiskEvidenceSource.Description, wayBack, RiskCategory.Write));
        else if (risk.Category == RiskCategory.Execute && IsQuery(name, sentence))
            HeedReadOnly(risk, flat);
    }

    private static void HeedReadOnly(RiskAssessment risk, string flat)
    {
        if (PhraseList.ReadOnly.FindIn(flat) is { } readOnly)
            risk.Lower(new(RiskEvidenceSource.Description, readOnly, RiskCategory.Read));
    }

    private static bool IsQuery(string[] name, List<ProseWord> sentence) =>
        Array.Exists(name, IsQueryWord) || sentence.Exists(word => IsQueryWord(word.Text));

    private static bool IsQueryWord(string word) => word is "query" or "queries" or "sql" or "select" or "cypher" or "graphql";

    private static void RaiseByClaims(RiskAssessment risk, JsonElement annotations)
    {
        if (AnnotationClaims.IsDestructive(annotations))
            risk.Raise(new(RiskEvidenceSource.Annotations, "destructivehint: true", RiskCategory.Destructive));
        else if (AnnotationClaims.ChangesSomething(annotations))
            risk.Raise(new(RiskEvidenceSource.Annotations, "readonlyhint: false", RiskCategory.Write));
    }
}
