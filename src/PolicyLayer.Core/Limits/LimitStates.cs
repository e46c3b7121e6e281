using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Limits;

internal readonly struct LimitStates
{
    internal IReadOnlyList<LimitUsage> Describe(LimitUse[] uses) => throw new NotSupportedException();
}
