using System.Reflection;
using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Tests.Validation;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Documentation;

/// <summary>Holds the page of diagnostics, the codes and the table of documents together.</summary>
public sealed class DocumentedDiagnosticTests
{
    private static readonly MarkdownPage Page = new("docs/diagnostics.md");

    private static readonly IReadOnlyList<DiagnosticCode> Codes =
        [.. typeof(DiagnosticCodes).GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(field => (DiagnosticCode)field.GetValue(null)!).OrderBy(code => code.Id, StringComparer.Ordinal)];

    public static TheoryData<string> Ids => new(Codes.Select(code => code.Id));

    [Fact]
    public void The_page_lists_every_code_with_its_severity()
    {
        var listed = Page.TableRows().Where(row => row[0].StartsWith("[PL", StringComparison.Ordinal))
            .Select(row => (row[0], row[1]));

        Assert.Equal(Codes.Select(code => ($"[{code.Id}](#{Lower(code.Id)})", Lower(code.Severity.ToString()))), listed);
    }

    [Fact]
    public void The_page_has_a_section_for_every_code() => Assert.Equal(Codes.Select(code => code.Id), Page.Sections());

    [Fact]
    public void The_table_of_documents_has_one_for_every_code()
    {
        var tested = DocumentCase.All.SelectMany(document => document.Problems).Select(problem => problem.Code).Distinct();

        Assert.Equal(Codes.Select(code => code.Id), tested.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_example_gives_exactly_the_code_it_is_listed_under(string id)
    {
        var example = Assert.Single(Page.Blocks($"json {id}"));

        var found = Policy.Load(DocumentNotation.Expand(example)).Diagnostics.Select(problem => problem.Code).Distinct();

        // The end of a list cannot come without the list.
        Assert.Equal([id], id == DiagnosticCodes.TooManyProblems.Id ? found.TakeLast(1) : found);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_fixed_version_loads_without_a_remark(string id)
    {
        var example = Assert.Single(Page.Blocks($"json {id} fixed"));

        Assert.Empty(Policy.Load(example).Diagnostics);
    }

    private static string Lower(string text) => text.ToLowerInvariant();
}
