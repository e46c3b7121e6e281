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

    [Fact]
    public void What_goes_and_what_comes_are_both_differences()
    {
        var differences = PublicApiSnapshot.Differences(["PolicyLayer.Core.Gone: enum"], typeof(Policy).Assembly);

        Assert.Contains("- PolicyLayer.Core.Gone: enum", differences);
        Assert.Contains("+ PolicyLayer.Core.Policy: sealed class", differences);
        Assert.Contains("+ PolicyLayer.Core.PolicyDecision: readonly struct", differences);
        Assert.Contains("+ PolicyLayer.Core.Policy: static PolicyLoadResult LoadFile(string path, string? name = null)", differences);
    }
}
