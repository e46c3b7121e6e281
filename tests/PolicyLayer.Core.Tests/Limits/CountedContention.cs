using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Tests.Limits;

internal struct CountedContention : IContention
{
    internal int Lost;

    public void LostExchange() => Lost++;
}
