using System.Text.RegularExpressions;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Conventions;

public sealed partial class SourceConventionTests
{
    private const int MaxLines = 350;

    private static readonly IReadOnlyList<string> SourceFiles =
        [.. RepositoryFiles.All().Where(path => path.EndsWith(".cs", StringComparison.Ordinal))];

    [Fact]
    public void A_file_holds_one_type_and_bears_its_name()
    {
        var wrong = SourceFiles
            .Select(path => (path, types: TopLevelType().Matches(RepositoryFiles.ReadText(path)).Select(match => match.Groups["name"].Value).ToList()))
            .Where(file => file.types.Count > 1 || file.types.Any(type => type != Path.GetFileNameWithoutExtension(file.path)))
            .Select(file => $"{file.path}: {string.Join(", ", file.types)}");

        Assert.NotEmpty(SourceFiles);
        Convention.HasNoViolations(wrong);
    }

    [Fact]
    public void No_file_is_longer_than_a_reader_can_hold()
    {
        var wrong = SourceFiles.Where(path => File.ReadLines(RepositoryFiles.PathOf(path)).Count() > MaxLines);

        Convention.HasNoViolations(wrong);
    }

    [Fact]
    public void No_file_names_the_machine_it_was_made_on()
    {
        var wrong = RepositoryFiles.All().Where(path => MachinePath().IsMatch(RepositoryFiles.ReadText(path)));

        Convention.HasNoViolations(wrong);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = RepositoryFiles.ReadText("PolicyLayer.Core.sln").Replace('\\', '/');
        var wrong = RepositoryFiles.All().Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal));

        Convention.HasNoViolations(wrong);
    }

    [Fact]
    public void Every_package_has_a_reviewed_public_API_of_types_that_are_sealed_or_made_to_be_extended()
    {
        var packages = RepositoryFiles.All()
            .Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(path => RepositoryFiles.ReadText(path).Contains("<IsPackable>true</IsPackable>", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path)).ToList();
        var reviewed = packages.Select(package => $"tests/{package}.Tests/PublicApi/{package}.txt").ToList();

        Assert.NotEmpty(packages);
        Convention.HasNoViolations(reviewed.Except(RepositoryFiles.All()));
        Convention.HasNoViolations(reviewed.SelectMany(path => OpenClass().Matches(RepositoryFiles.ReadText(path)).Select(match => match.Value)));
    }

    // The trimmer's own warnings say where a host would lose something; silenced, they would say it to nobody.
    [Fact]
    public void No_warning_about_trimming_or_native_code_is_silenced()
    {
        var wrong = RepositoryFiles.All()
            .Where(path => path.StartsWith("src/", StringComparison.Ordinal) || SettingsOfTheBuild().IsMatch(path))
            .Where(path => Silenced().IsMatch(RepositoryFiles.ReadText(path)));

        Convention.HasNoViolations(wrong);
    }

    [Theory]
    [InlineData("[UnconditionalSuppressMessage(\"Trimming\", \"\")]")]
    [InlineData("<NoWarn>$(NoWarn);IL2026</NoWarn>")]
    [InlineData("dotnet_diagnostic.IL3050.severity = none")]
    [InlineData("dotnet_analyzer_diagnostic.category-Trimming.severity = none")]
    [InlineData("<SuppressTrimAnalysisWarnings>true</SuppressTrimAnalysisWarnings>")]
    [InlineData("<EnableAotAnalyzer>false</EnableAotAnalyzer>")]
    [InlineData("<TrimmerRootDescriptor Include=\"ILLink.Descriptors.xml\" />")]
    public void Every_way_to_silence_it_is_seen(string text) => Assert.Matches(Silenced(), text);

    [Theory]
    [InlineData(".editorconfig")]
    [InlineData("Directory.Build.props")]
    [InlineData("src/Directory.Build.targets")]
    [InlineData("tests/PolicyLayer.Core.Tests/PolicyLayer.Core.Tests.csproj")]
    [InlineData("src/.globalconfig")]
    [InlineData("Directory.Build.rsp")]
    public void Every_file_that_could_do_so_is_looked_at(string path) => Assert.Matches(SettingsOfTheBuild(), path);

    [GeneratedRegex(
        @"^(?:(?:public|internal|file|sealed|abstract|static|readonly|ref|partial|unsafe)\s+)*(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?|delegate\s+\S+)\s+(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^\S+: class\b.*$", RegexOptions.Multiline)]
    private static partial Regex OpenClass();

    [GeneratedRegex(
        @"UnconditionalSuppressMessage|\bIL[23]\d{3}\b|ILLink|Suppress(?:Trim|Aot)AnalysisWarnings|Enable(?:Trim|Aot|SingleFile)Analyzer|dotnet_analyzer_diagnostic")]
    private static partial Regex Silenced();

    [GeneratedRegex(@"(?:^|/)\.(?:editorconfig|globalconfig)$|\.(?:props|targets|csproj|rsp|ruleset)$")]
    private static partial Regex SettingsOfTheBuild();

    // Written with classes of one letter, so that this file does not match itself.
    [GeneratedRegex(@"[/](?:tmp|work|home|Users)[/][A-Za-z]|[A-Z]:\\Users")]
    private static partial Regex MachinePath();
}
