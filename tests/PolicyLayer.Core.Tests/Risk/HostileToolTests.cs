using System.Text.Json;
using PolicyLayer.Core.Risk;

namespace PolicyLayer.Core.Tests.Risk;

/// <summary>A server may say anything of its tools.</summary>
public sealed class HostileToolTests
{
    public static TheoryData<string, string> Odd => new()
    {
        { "\ud800_delete", "\udfff deletes" },
        { new string('_', 1_000_000), new string(' ', 1_000_000) },
        { new string('a', 1_000_000), string.Concat(Enumerable.Repeat("not ", 500_000)) + "irreversible" },
        { "delete\u0000file", "\n\n\n- \n" },
        { "'", "''''" },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public void Odd_text_is_classified_all_the_same(string name, string description) =>
        Assert.InRange(Classified.Tool(name, description).Category, RiskCategory.Execute, RiskCategory.Destructive);

    [Theory]
    [InlineData("""{ "name": "get_x", "inputSchema": { "properties": [] } }""")]
    [InlineData("""{ "name": "get_x", "inputSchema": { "properties": { "action": 7, "sql": null } } }""")]
    [InlineData("""{ "name": "get_x", "inputSchema": { "properties": { "action": { "enum": "delete" } } } }""")]
    [InlineData("""{ "name": "get_x", "inputSchema": { "properties": { "action": { "enum": [{}, "\ud800"] } } } }""")]
    [InlineData("""{ "name": "get_x", "inputSchema": 7, "annotations": 7, "description": 7 }""")]
    [InlineData("""{ "name": "get_x", "description": "\ud800" }""")]
    [InlineData("""{ "name": "get_x", "inputSchema": { "properties": { "\ud800": {}, "action": { "\ud800": 1 } } } }""")]
    [InlineData("""{ "name": "get_x", "annotations": { "\ud800": true } }""")]
    public void A_broken_schema_is_no_reason_to_fail(string tool) =>
        Assert.Equal(RiskCategory.Read, Classified.Json(tool).Category);

    [Theory]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{ "name": 7 }""")]
    [InlineData("""{ "name": "\ud800" }""")]
    public void What_has_no_name_is_no_tool(string json) => Assert.False(ToolDescription.TryRead(JsonElement.Parse(json), out _));
}
