using System.Text;
using System.Text.Unicode;

namespace PolicyLayer.Core.Tests.Validation;

public sealed class DocumentCaseTests
{
    public static TheoryData<DocumentCase> Cases => [.. DocumentCase.All];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void A_document_gives_exactly_its_problems_in_order(DocumentCase document)
    {
        var result = Policy.Load(document.Utf8);

        var found = result.Diagnostics.Select(found => new DocumentProblem(found.Code, found.Pointer, found.Line, found.Column));
        Assert.Equal(document.Problems, found);
        Assert.Equal(result.Diagnostics.All(found => found.Severity == DiagnosticSeverity.Warning), result.IsValid);
    }

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Bytes_text_streams_and_files_give_the_same_problems(DocumentCase document)
    {
        var utf8 = document.Utf8;
        var expected = Policy.Load(utf8).Diagnostics;

        Assert.Equal(expected, Policy.Load(new MemoryStream(utf8)).Diagnostics);
        if (Utf8.IsValid(utf8))
            Assert.Equal(expected, Policy.Load(Encoding.UTF8.GetString(utf8)).Diagnostics);
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, utf8);
            Assert.Equal(expected, Policy.LoadFile(path).Diagnostics);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Messages_are_one_line_and_say_what_was_found(DocumentCase document)
    {
        foreach (var problem in Policy.Load(document.Utf8).Diagnostics)
        {
            Assert.DoesNotContain(problem.Message, char.IsControl);
            Assert.DoesNotContain(problem.ToString(), char.IsControl);
            Assert.Matches("^Expected .+, found .+\\.$", problem.Message);
        }
    }
}
