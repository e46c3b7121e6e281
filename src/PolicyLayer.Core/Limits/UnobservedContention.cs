namespace PolicyLayer.Core.Limits;

/// <summary>Does nothing, and compiles to nothing.</summary>
internal readonly struct UnobservedContention : IContention
{
    public void LostExchange()
    {
    }
}
