using System.Reflection;
using System.Text;
using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Tests.Validation;

public sealed class DocumentCaseTests
{
    // These need documents too large or too broken for a table.
    private static readonly string[] TestedElsewhere =
        [DiagnosticCodes.TooLarge.Id, DiagnosticCodes.InvalidEncoding.Id, DiagnosticCodes.TooManyProblems.Id];

    public static TheoryData<DocumentCase> Cases => [.. DocumentCase.All];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void A_document_gives_exactly_its_problems_in_order(DocumentCase document)
    {
        var result = Policy.Load(Encoding.UTF8.GetBytes(document.Text));

        var found = result.Diagnostics.Select(found => new DocumentProblem(found.Code, found.Pointer, found.Line, found.Column));
        Assert.Equal(document.Problems, found);
        Assert.Equal(result.Diagnostics.All(found => found.Severity == DiagnosticSeverity.Warning), result.IsValid);
    }

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Text_and_bytes_give_the_same_problems(DocumentCase document) => Assert.Equal(
        Policy.Load(Encoding.UTF8.GetBytes(document.Text)).Diagnostics, Policy.Load(document.Text).Diagnostics);

    [Fact]
    public void Every_problem_there_is_has_a_case()
    {
        var codes = typeof(DiagnosticCodes).GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(field => ((DiagnosticCode)field.GetValue(null)!).Id);

        var tested = DocumentCase.All.SelectMany(document => document.Problems).Select(problem => problem.Code);
        Assert.Equal(codes.Order(), tested.Union(TestedElsewhere).Order());
    }

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Messages_are_one_line_and_say_what_was_found(DocumentCase document)
    {
        foreach (var problem in Policy.Load(document.Text).Diagnostics)
        {
            Assert.DoesNotContain(problem.Message, char.IsControl);
            Assert.DoesNotContain(problem.ToString(), char.IsControl);
            Assert.Matches("^Expected .+, found .+\\.$|is part of format version 1 but not supported", problem.Message);
        }
    }
}
