using System.Text.Json;
using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Validation;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Validation;

public sealed class VocabularyTests
{
    private static readonly JsonElement Schema =
        JsonDocument.Parse(RepositoryFiles.ReadText("schema/policy.v1.schema.json")).RootElement;

    [Fact]
    public void Schema_and_code_name_the_same_windows() => Assert.Equal(
        Words(Definition("window").GetProperty("then")).Order(), WindowLength.Words.Order());

    [Fact]
    public void Schema_and_code_name_the_same_keys_of_a_condition() => Assert.Equal(
        Definition("condition").GetProperty("properties").EnumerateObject().Select(key => key.Name), ConditionDocument.Keys);

    [Fact]
    public void Every_operator_of_the_schema_is_one_of_the_code()
    {
        foreach (var op in Words(Definition("operator")))
        {
            // Null suits no operator.
            var result = Policy.Load($$$$"""
                {"version":"1","default":"deny","tools":{"t":{"deny_if":[{"path":"args.a","op":"{{{{op}}}}","value":null}]}}}
                """);
            Assert.Equal("PL0206", Assert.Single(result.Diagnostics).Code);
        }
    }

    [Fact]
    public void Every_key_of_the_schema_is_described()
    {
        var descriptions = Properties(Schema).Select(property => Resolve(property.Value).GetProperty("description").GetString());

        Assert.NotEmpty(descriptions);
        Assert.DoesNotContain(descriptions, string.IsNullOrEmpty);
    }

    private static JsonElement Definition(string name) => Schema.GetProperty("definitions").GetProperty(name);

    private static IEnumerable<string> Words(JsonElement schema) =>
        schema.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!);

    private static JsonElement Resolve(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? Definition(reference.GetString()!.Split('/')[^1]) : schema;

    private static IEnumerable<JsonProperty> Properties(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            yield break;

        foreach (var member in schema.EnumerateObject())
        {
            if (member.Name == "properties")
            {
                foreach (var property in member.Value.EnumerateObject())
                    yield return property;
            }

            foreach (var property in Properties(member.Value))
                yield return property;
        }
    }
}
