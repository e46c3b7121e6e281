using System.Text;

namespace PolicyLayer.Core.Tests.Documents;

/// <summary>Documents of the greatest length that are made to cost: each is read to its end, with bounded output.</summary>
public sealed class HostileDocumentTests
{
    private const int MaxBytes = 1 << 20;
    private const int MaxCharacters = 1 << 25;
    private const string Head = """{"version":"1","default":"deny",""";
    private const string Tool = Head + "\"tools\":{\"t\":{";

    public static TheoryData<string, string, string, string> Documents => new()
    {
        { "wrong rules", Tool + "\"deny_if\":[", "1", "]}}}" },
        { "empty limits", Tool + "\"limits\":[", "{}", "]}}}" },
        { "bad windows", Tool + "\"limits\":[", """{"counter":"c","window":"minut","max":1}""", "]}}}" },
        { "one id for all rules", Tool + "\"deny_if\":[", """{"name":"a","conditions":[]}""", "]}}}" },
        { "a list of lists", Tool + "\"deny_if\":[{\"path\":\"args.a\",\"op\":\"in\",\"value\":[", "[]", "]}]}}}" },
        { "the same entry in hide", Head + "\"hide\":[", "\"a\"", "]}" },
        { "the same tool", Head + "\"tools\":{", "\"t\":{}", "}}" },
        { "the same unknown key", Head, "\"k\":1", "}" },
        { "lone surrogates", Head + "\"hide\":[", "\"\\ud800\"", "]}" },
        { "a long key above wrong rules", $"{Head}\"tools\":{{\"{new string('k', MaxBytes / 2)}\":{{\"deny_if\":[", "1", "]}}}" },
        { "a long unknown key", $"{Head}\"{new string('k', MaxBytes / 2)}\":[", "1", "]}" },
        { "open lists", "", "[[[[", "" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_hostile_document_gives_a_bounded_answer(string name, string head, string item, string tail)
    {
        var text = new StringBuilder(head).Append(item);
        while (text.Length + item.Length + tail.Length < MaxBytes)
            text.Append(',').Append(item);

        var result = Policy.Load(text.Append(tail).ToString());

        Assert.True(result.IsValid != result.Diagnostics.Any(problem => problem.Severity == DiagnosticSeverity.Error), name);
        var characters = result.Diagnostics.Sum(problem => (long)problem.Pointer.Length + problem.Message.Length);
        Assert.InRange(characters, 0, MaxCharacters);
    }

    [Fact]
    public void A_list_of_warnings_that_ends_early_refuses_the_document()
    {
        var empty = """{"conditions":[]}""";
        var rules = string.Join(',', Enumerable.Repeat(empty, (MaxBytes - 500) / (empty.Length + 1)));

        var result = Policy.Load($"{Head}\"tools\":{{\"{new string('k', 128)}\":{{\"require\":[{rules}]}}}}}}");

        Assert.Equal("PL0007", result.Diagnostics[^1].Code);
        Assert.False(result.IsValid);
    }

    [Fact]
    public void The_list_says_so_where_it_ends_early()
    {
        var name = new string('k', MaxBytes / 2);
        var rules = string.Join(',', Enumerable.Repeat("1", 100));

        var result = Policy.Load($"{Head}\"tools\":{{\"{name}\":{{\"deny_if\":[{rules}]}}}}}}");

        Assert.InRange(result.Diagnostics.Count, 2, 100);
        Assert.Equal("PL0007", result.Diagnostics[^1].Code);
        Assert.DoesNotContain("PL0007", result.Diagnostics.SkipLast(1).Select(problem => problem.Code));
    }
}
