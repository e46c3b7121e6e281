using PolicyLayer.TestKit;

namespace PolicyLayer.Gateway.Tests.Validate;

/// <summary>The page of diagnostics shows what the command prints for its examples.</summary>
public class DocumentedOutputTests
{
    private const string Omission = "…\n";

    private static readonly MarkdownPage Page = new("docs/diagnostics.md");

    public static TheoryData<string> Codes => new(Page.Sections());

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task An_example_prints_what_the_page_says(string code)
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.FullName, "policy.json");
        await File.WriteAllBytesAsync(file, DocumentNotation.Expand(Assert.Single(Page.Blocks($"json {code}"))));

        var run = await CommandRunner.RunAsync("validate", file);

        var output = run.Output.Replace(file, "policy.json", StringComparison.Ordinal);
        var shown = Assert.Single(Page.Blocks($"text {code}"));
        if (shown.StartsWith(Omission, StringComparison.Ordinal))
            Assert.EndsWith(shown[Omission.Length..], output, StringComparison.Ordinal);
        else
            Assert.Equal(shown, output);
    }
}
