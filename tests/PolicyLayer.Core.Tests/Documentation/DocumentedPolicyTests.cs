using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Documentation;

public sealed class DocumentedPolicyTests
{
    public static TheoryData<string> Accepted => new(
        new MarkdownPage("README.md").Blocks("json").Concat(new MarkdownPage("docs/policy.md").Blocks("json")));

    public static TheoryData<string> Refused => new(new MarkdownPage("docs/policy.md").Blocks("json refused"));

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_policy_shown_as_an_example_loads_without_a_remark(string document) =>
        Assert.Empty(Policy.Load(document).Diagnostics);

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_policy_shown_as_refused_is_refused(string document) => Assert.False(Policy.Load(document).IsValid);
}
