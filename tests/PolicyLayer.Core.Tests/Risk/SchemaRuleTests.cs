using PolicyLayer.Core.Risk;

namespace PolicyLayer.Core.Tests.Risk;

public sealed class SchemaRuleTests
{
    [Fact]
    public void A_tool_that_lets_its_caller_choose_is_as_grave_as_its_gravest_action()
    {
        var risk = Classified.Json(
            """
            { "name": "manage_widget", "description": "Manage widgets", "inputSchema": { "type": "object",
              "properties": { "action": { "enum": ["list", "create", "delete", 7] } } } }
            """);

        Assert.Equal(RiskCategory.Destructive, risk.Category);
        Assert.Contains(new RiskEvidence(RiskEvidenceSource.Schema, "action: delete", RiskCategory.Destructive), risk.Evidence);
    }

    [Fact]
    public void An_amount_with_a_currency_is_money_unless_it_is_only_looked_at()
    {
        Assert.Equal(RiskCategory.Financial, Classified.With("submit_form", "Submit it", "amount", "currency").Category);
        Assert.Equal(RiskCategory.Read, Classified.With("get_fee", "Get the fee", "amount", "currency").Category);
        Assert.Equal(RiskCategory.Write, Classified.With("set_volume", "Set it", "amount").Category);
    }

    [Fact]
    public void Code_in_free_form_runs_where_no_verb_says_otherwise()
    {
        Assert.Equal(RiskCategory.Execute, Classified.With("query", "Query the data", "sql").Category);
        Assert.Equal(RiskCategory.Read, Classified.With("explain_plan", "Explain the plan of a query", "sql").Category);
        Assert.Equal(RiskCategory.Write, Classified.With("create_function", "Create a function", "code").Category);
    }

    [Theory]
    [InlineData("""{ "readOnlyHint": true, "destructiveHint": false }""", "delete_widget", RiskCategory.Destructive)]
    [InlineData("""{ "readOnlyHint": true }""", "zorble", RiskCategory.Execute)]
    [InlineData("""{ "destructiveHint": true }""", "update_widget", RiskCategory.Destructive)]
    [InlineData("""{ "destructiveHint": true, "readOnlyHint": true }""", "get_widget", RiskCategory.Read)]
    [InlineData("""{ "readOnlyHint": false }""", "get_widget", RiskCategory.Write)]
    [InlineData("""{ "destructiveHint": "yes" }""", "update_widget", RiskCategory.Write)]
    [InlineData("[]", "update_widget", RiskCategory.Write)]
    public void A_claim_of_the_server_may_raise_a_risk_and_never_lowers_it(string claims, string name, RiskCategory category) =>
        Assert.Equal(category, Classified.Json($$"""{ "name": "{{name}}", "annotations": {{claims}} }""").Category);

    [Fact]
    public void Signals_are_found_and_change_nothing()
    {
        var risk = Classified.With(
            "get_all_users", "Get users", "path", "url", "html", "api_key", "sql", "a", "b", "c", "d", "e", "f", "g");

        Assert.Equal(RiskCategory.Read, risk.Category);
        Assert.Equal(Enum.GetValues<RiskSignal>().Except([RiskSignal.Administrative]), risk.Signals);
        Assert.Equal([RiskSignal.Administrative], Classified.Tool("get_admin").Signals);
        Assert.Empty(Classified.With("get_widget", "Get a widget", "key").Signals);
    }
}
