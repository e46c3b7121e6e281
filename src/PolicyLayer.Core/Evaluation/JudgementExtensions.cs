namespace PolicyLayer.Core.Evaluation;

/// <summary>The algebra of judgements.</summary>
internal static class JudgementExtensions
{
    /// <summary>Whether nothing could be judged: every value but the two that say so is a reason why.</summary>
    internal static bool IsMismatch(this Judgement judgement) => judgement > Judgement.Fails;

    /// <summary>The judgement of the opposite: what cannot be judged stays so.</summary>
    internal static Judgement Negate(this Judgement judgement) => judgement switch
    {
        Judgement.Holds => Judgement.Fails,
        Judgement.Fails => Judgement.Holds,
        _ => judgement,
    };

    /// <summary>Why a path whose value cannot be told is a mismatch.</summary>
    internal static Judgement ToJudgement(this Resolution mismatch) => mismatch switch
    {
        Resolution.DuplicateKey => Judgement.DuplicateKey,
        Resolution.CaseVariant => Judgement.CaseVariant,
        _ => Judgement.WrongStep,
    };
}
