using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Validation;

/// <summary>Reads the words of a limit; what is left out has its default.</summary>
internal static class LimitWords
{
    /// <summary>The algorithm, or <see langword="null"/> if there is no such one.</summary>
    internal static LimitAlgorithm? Algorithm(DocumentNode? word) => word is null ? LimitAlgorithm.SlidingWindow : word.StringValue switch
    {
        "sliding_window" => LimitAlgorithm.SlidingWindow,
        "fixed_window" => LimitAlgorithm.FixedWindow,
        "token_bucket" => LimitAlgorithm.TokenBucket,
        _ => null,
    };

    internal static string WordOf(LimitAlgorithm algorithm) => algorithm switch
    {
        LimitAlgorithm.FixedWindow => "fixed_window",
        LimitAlgorithm.TokenBucket => "token_bucket",
        _ => "sliding_window",
    };

    /// <summary>The refund rule, or <see langword="null"/> if there is no such one.</summary>
    internal static RefundRule? Refund(DocumentNode? word) => word is null ? RefundRule.NotDispatched : word.StringValue switch
    {
        "not_dispatched" => RefundRule.NotDispatched,
        "on_error" => RefundRule.OnError,
        "never" => RefundRule.Never,
        _ => null,
    };
}
