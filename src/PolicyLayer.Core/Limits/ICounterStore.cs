namespace PolicyLayer.Core.Limits;

/// <summary>Counters that live elsewhere.</summary>
public interface ICounterStore
{
}
