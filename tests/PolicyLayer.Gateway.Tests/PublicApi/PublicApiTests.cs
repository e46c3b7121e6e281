using PolicyLayer.TestKit.PublicApi;

namespace PolicyLayer.Gateway.Tests.PublicApi;

public sealed class PublicApiTests
{
    // The reviewed file is empty: a command offers nothing to other programs.
    [Fact]
    public void The_public_API_is_the_reviewed_one()
    {
        var differences = PublicApiSnapshot.Compare(
            typeof(PolicyLayerCommand).Assembly, "tests/PolicyLayer.Gateway.Tests/PublicApi/PolicyLayer.Gateway.txt");

        Assert.True(differences.Length == 0, differences);
    }
}
