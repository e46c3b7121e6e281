using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Eval;

/// <summary>Where the decisions of a replay go, in order.</summary>
internal interface IDecisionWriter
{
    void Write(RecordedCall call, in PolicyDecision decision);

    /// <summary>Says that there are no more.</summary>
    void End();
}
