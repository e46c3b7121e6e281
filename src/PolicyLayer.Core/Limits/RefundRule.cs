namespace PolicyLayer.Core.Limits;

/// <summary>When a limit gives back what a call was charged.</summary>
internal enum RefundRule
{
    /// <summary>If the call never reached the tool.</summary>
    NotDispatched,

    /// <summary>Also if the tool failed.</summary>
    OnError,

    /// <summary>Never.</summary>
    Never,
}
