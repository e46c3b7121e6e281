namespace PolicyLayer.Core;

/// <summary>What one rule came to in a decision. Immutable and safe to share.</summary>
public sealed class RuleTrace
{
    internal RuleTrace(string rule, Judgement? judgement, bool stops, IReadOnlyList<ConditionTrace> conditions)
    {
        Rule = rule;
        Judgement = judgement;
        Stops = stops;
        Conditions = conditions;
    }

    /// <summary>
    /// The pointer to the rule, as in <see cref="PolicyDecision.Rule"/>; that of the tool's <c>action</c> where this asks for
    /// every call.
    /// </summary>
    public string Rule { get; }

    /// <summary>What judging the rule came to; <see langword="null"/> if the decision fell before it.</summary>
    public Judgement? Judgement { get; }

    /// <summary>Whether the rule keeps the call from passing: it denies, or it asks a person.</summary>
    public bool Stops { get; }

    /// <summary>
    /// The rule's conditions in the order of the document, each judged by itself, also behind one that fails. Empty if the rule
    /// has none: then it holds.
    /// </summary>
    public IReadOnlyList<ConditionTrace> Conditions { get; }
}
