using System.Text.Json.Nodes;
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

    [Fact]
    public void Every_key_and_every_word_of_the_schema_stands_in_an_example_of_the_reference()
    {
        var examples = string.Concat(new MarkdownPage("docs/policy.md").Blocks("json"));
        var schema = JsonNode.Parse(RepositoryFiles.ReadText("schema/policy.v1.schema.json"))!;

        var missing = KeysAndWords(schema).Where(name => !examples.Contains($"\"{name}\"", StringComparison.Ordinal));

        Assert.Empty(missing.Distinct());
    }

    private static IEnumerable<string> KeysAndWords(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(KeysAndWords),
        JsonObject schema => schema.SelectMany(member => (member.Key, member.Value) switch
        {
            ("properties", JsonObject properties) => properties.Select(property => property.Key).Concat(KeysAndWords(properties)),
            ("enum", JsonArray words) => words.Select(word => word!.GetValue<string>()),
            _ => KeysAndWords(member.Value),
        }),
        _ => [],
    };
}
