namespace PolicyLayer.Core.Limits;

/// <summary>What a <see cref="RefundRule"/> says of a call that has ended.</summary>
internal static class RefundRuleExtensions
{
    internal static bool Refunds(this RefundRule rule, DispatchResult result) => result switch
    {
        DispatchResult.NotDispatched => rule != RefundRule.Never,
        DispatchResult.Failed => rule == RefundRule.OnError,
        _ => false,
    };
}
