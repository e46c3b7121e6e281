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
        var prose = Prose.Of(tool.Description);
        var parameters = Parameters.Of(tool.InputSchema);

        var risk = new RiskAssessment();
        var reading = NameReader.Read(name);
        var told = DescriptionReader.Read(prose.First, name);
        Combine(risk, reading, IsSplitName(reading, told, prose.First) ? null : told);
        RaiseBySchema(risk, tool.InputSchema, parameters);
        RaiseByCode(risk, parameters, reading, told);
        if (Array.IndexOf(name, "manage") >= 0 || told is { Quote: "manage" or "manages" })
            RaiseByOpenChoice(risk, tool.InputSchema, parameters);
        HeedDescription(risk, name, prose);
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

    // "checkout", "Checks the basket out": the verb of the name, its particle behind the object.
    private static bool IsSplitName(Reading? name, Reading? prose, List<ProseWord> sentence) =>
        name is { Category: >= RiskCategory.Destructive } && prose is { Category: < RiskCategory.Destructive }
        && Verbs.Find(WordFile.Split(prose.Quote)[0], out _) is { } stem
        && name.Quote.StartsWith(stem.Word, StringComparison.Ordinal)
        && name.Quote[stem.Word.Length..] is var particle && SentenceVerb.IsParticle(particle)
        && sentence.Exists(word => word.Text == particle);

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
        RiskAssessment risk, JsonElement schema, List<(string Name, JsonElement Schema)> parameters)
    {
        var isRead = risk.Category == RiskCategory.Read;
        var all = parameters.Concat(Parameters.Nested(parameters, schema)).ToList();
        if (SchemaReader.Choice(all, schema, isRead) is { } choice)
            risk.Raise(choice);

        if (SchemaReader.Switch(parameters) is { } destroying)
            risk.Raise(destroying);

        // A quote for an amount moves no money.
        if (risk.Category != RiskCategory.Read && SchemaReader.Money(parameters) is { } money)
            risk.Raise(money);
    }

    // Code that is searched or stored does not run.
    private static void RaiseByCode(
        RiskAssessment risk, List<(string Name, JsonElement Schema)> parameters, Reading? name, Reading? prose)
    {
        var runsCode = prose is { RunsCode: true };
        if ((runsCode || name is not { IsFirm: true }) && SchemaReader.FreeForm(parameters, orQuery: runsCode) is { } code)
            risk.Raise(code);
    }

    // What a tool manages by an action that its schema does not tell may be anything.
    private static void RaiseByOpenChoice(
        RiskAssessment risk, JsonElement schema, List<(string Name, JsonElement Schema)> parameters)
    {
        if (SchemaReader.OpenChoice(parameters, schema) is { } open)
            risk.Raise(open);
    }

    private static void HeedDescription(RiskAssessment risk, string[] name, Prose prose)
    {
        if (risk.Category == RiskCategory.Write && PhraseList.OnBehalf.FindIn(prose.Flat) is { } forAnother)
            risk.Raise(new(RiskEvidenceSource.Description, forAnother, RiskCategory.Execute));
        if (WayBack.Denied(prose) is { } forGood)
            risk.Raise(new(RiskEvidenceSource.Description, forGood, RiskCategory.Destructive));
        else if (risk.Category == RiskCategory.Destructive && WayBack.Told(prose, name) is { } wayBack)
            risk.Lower(new(RiskEvidenceSource.Description, wayBack, RiskCategory.Write));
        else if (EffectReader.Read(prose.Sentences, risk.Category == RiskCategory.Read) is { } effect)
            risk.Raise(new(RiskEvidenceSource.Description, effect.Quote, effect.Category));
        if (risk.Category is RiskCategory.Write or RiskCategory.Execute && PhraseList.Money.FindIn(prose.Flat) is { } money)
            risk.Raise(new(RiskEvidenceSource.Description, money, RiskCategory.Financial));
        if (risk.Category == RiskCategory.Execute && IsQuery(name, prose.First) && ReadOnlyClaim.Find(prose) is { } readOnly)
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
