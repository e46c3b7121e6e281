namespace PolicyLayer.Core.Evaluation;

/// <summary>The algebra of judgements.</summary>
internal static class JudgementExtensions
{
    /// <summary>The judgement of the opposite: what cannot be judged stays so.</summary>
    internal static Judgement Negate(this Judgement judgement) => judgement switch
    {
        Judgement.Holds => Judgement.Fails,
        Judgement.Fails => Judgement.Holds,
        _ => Judgement.Mismatch,
    };
}
