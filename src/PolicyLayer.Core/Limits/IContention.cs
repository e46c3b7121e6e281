namespace PolicyLayer.Core.Limits;

/// <summary>Hears of lost compare-exchanges, so that a test can see that its threads did collide.</summary>
internal interface IContention
{
    void LostExchange();
}
