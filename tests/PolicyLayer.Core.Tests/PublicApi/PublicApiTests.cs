using PolicyLayer.TestKit.PublicApi;

namespace PolicyLayer.Core.Tests.PublicApi;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_API_is_the_reviewed_one()
    {
        var differences = PublicApiSnapshot.Compare(
            typeof(Policy).Assembly, "tests/PolicyLayer.Core.Tests/PublicApi/PolicyLayer.Core.txt");

        Assert.True(differences.Length == 0, differences);
    }
}
