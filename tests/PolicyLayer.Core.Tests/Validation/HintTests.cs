namespace PolicyLayer.Core.Tests.Validation;

/// <summary>Mistakes that people make, and what they are told to do about them.</summary>
public sealed class HintTests
{
    private const string Roots = "args holds what the caller sends, context what the host vouches for.";
    private const string Quotes = "Strings stand in double quotes.";

    [Theory]
    [InlineData("""{"version":1,"default":"deny"}""", "Did you mean \"1\"?")]
    [InlineData("""{"version":"1","default":deny}""", Quotes)]
    [InlineData("""{"version":“1”,"default":"deny"}""", Quotes)]
    [InlineData("""{“version”:"1","default":"deny"}""", Quotes)]
    [InlineData("""{"version":"1","default":None}""", "Write true, false or null.")]
    [InlineData("""{"version":"1",Tools:{}}""", null)]
    [InlineData("""{"version":"1","default":"deny","qq":1}""", null)]
    public void A_mistake_in_the_document_is_explained(string document, string? hint) =>
        Assert.Equal(hint, Assert.Single(Policy.Load(document).Diagnostics).Hint);

    [Theory]
    [InlineData("""{"path":"args.a","operator":"eq","value":1}""", "Did you mean \"op\"?")]
    [InlineData("""{"path":"args.a","op":"equals","value":1}""", "Did you mean \"eq\"?")]
    [InlineData("""{"path":"args.a","op":">","value":1}""", null)]
    [InlineData("""{"path":"args.a","op":"gt","value":"1e3"}""", "Remove the quotes.")]
    [InlineData("""{"path":"args.a","op":"gt","value":"ten"}""", null)]
    [InlineData("""{"path":"args.a","op":"exists","value":"true"}""", "Remove the quotes.")]
    [InlineData("""{"path":"amount","op":"gt","value":1}""", Roots)]
    [InlineData("""{"path":"$.args.amount","op":"gt","value":1}""", Roots)]
    [InlineData("""{"path":"args","op":"gt","value":1}""", null)]
    public void A_mistake_in_a_rule_is_explained(string rule, string? hint) => AssertHint($$"""{"deny_if":[{{rule}}]}""", hint);

    [Theory]
    [InlineData("""{"max":"10","window":60}""", "Remove the quotes.")]
    [InlineData("""{"max":10,"window":"60"}""", "Remove the quotes.")]
    [InlineData("""{"max":10,"window":"min"}""", "Did you mean \"minute\"?")]
    [InlineData("""{"max":10,"window":"hourly"}""", "Did you mean \"hour\"?")]
    [InlineData("""{"max":10,"window_seconds":60}""", "Did you mean \"window\"?")]
    [InlineData("""{"max":10,"window":"week"}""", null)]
    public void A_mistake_in_a_limit_is_explained(string limit, string? hint) => AssertHint($$"""{"rate_limit":{{limit}}}""", hint);

    private static void AssertHint(string tool, string? hint)
    {
        var result = Policy.Load($$"""{ "version": "1", "default": "deny", "tools": { "t": {{tool}} } }""");

        Assert.Equal(hint, Assert.Single(result.Diagnostics).Hint);
    }
}
