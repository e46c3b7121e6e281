using PolicyLayer.TestKit.PublicApi;

namespace PolicyLayer.Mcp.Tests.PublicApi;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_API_is_the_reviewed_one()
    {
        var differences = PublicApiSnapshot.Compare(
            typeof(PolicyLayerMcpOptions).Assembly, "tests/PolicyLayer.Mcp.Tests/PublicApi/PolicyLayer.Mcp.txt");

        Assert.True(differences.Length == 0, differences);
    }
}
