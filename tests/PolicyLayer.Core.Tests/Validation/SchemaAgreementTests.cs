using System.Text;
using System.Text.Unicode;
using PolicyLayer.Core.Tests.Documents;

namespace PolicyLayer.Core.Tests.Validation;

/// <summary>An editor that knows the published schema and the engine never disagree about the shape of a document.</summary>
public sealed class SchemaAgreementTests
{
    public static TheoryData<string> Documents => new(
        DocumentCase.All.Select(document => document.Utf8).Where(utf8 => utf8.Length < 5000 && Utf8.IsValid(utf8))
            .Select(utf8 => Encoding.UTF8.GetString(utf8).TrimStart('\uFEFF')));

    public static TheoryData<string> Good => new(
        DocumentCase.Good.Select(document => document.Utf8).Where(utf8 => utf8.Length < 5000)
            .Select(utf8 => Encoding.UTF8.GetString(utf8).TrimStart('\uFEFF')));

    [Theory]
    [MemberData(nameof(Documents), DisableDiscoveryEnumeration = true)]
    public void Schema_and_engine_agree_about_every_document_of_the_table(string document) => AssertAgreement(document);

    [Theory]
    [MemberData(nameof(Good), DisableDiscoveryEnumeration = true)]
    public void Schema_and_engine_agree_about_every_mutation_of_a_good_document(string document) =>
        Assert.All(DocumentMutations.Of(document), AssertAgreement);

    [Theory]
    [InlineData("""{"version":"1","default":"deny"}""", true)]
    [InlineData("""{"version":"1","default":"deny","tools":{"t":{"deny_if":[{"conditions":[]}]}}}""", true)]
    [InlineData("""{"version":"1","default":"deny","tools":{"t":{"deny_if":[{"conditions":[],"path":"args.a"}]}}}""", false)]
    [InlineData("""{"version":"1","default":"deny","tools":{"t":{"deny_if":[{"name":"n"}]}}}""", false)]
    [InlineData("""{"version":"1","default":"deny","tools":{"t":{"rate_limit":{"max":1,"window":"day"}}}}""", true)]
    [InlineData("""{"version":"1","default":"deny","tools":{"t":{"rate_limit":{"max":1,"window":"year"}}}}""", false)]
    public void The_schema_alone_judges_conditional_shapes(string document, bool isAccepted) =>
        Assert.Equal(isAccepted, PublishedSchema.Accepts(document));

    private static void AssertAgreement(string document)
    {
        var result = Policy.Load(document);
        var codes = result.Diagnostics.Select(problem => problem.Code).ToList();

        // What is no strict JSON has no shape; the validator's own reader is more lenient.
        if (codes.Any(code => code.StartsWith("PL00", StringComparison.Ordinal)))
            Assert.False(result.IsValid, document);
        else if (PublishedSchema.Accepts(document))
            Assert.False(codes.Any(code => code.StartsWith("PL01", StringComparison.Ordinal)), document);
        else
            Assert.False(result.IsValid, document);
    }
}
