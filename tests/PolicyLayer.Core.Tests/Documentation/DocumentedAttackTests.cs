using System.Text.RegularExpressions;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Documentation;

/// <summary>Holds the list of attacks on the page of security to the tests and tables that it names.</summary>
public sealed partial class DocumentedAttackTests
{
    private static readonly MarkdownPage Page = new("docs/security.md");
    private static readonly IReadOnlyList<string> Files = RepositoryFiles.All();

    private static readonly Dictionary<string, string> ShownBy = Page.TableRows()
        .SkipWhile(row => row is not ["attempt", "answer", "shown by"]).Skip(1)
        .ToDictionary(row => row[0], row => row[2]);

    public static TheoryData<string> Attacks => new(ShownBy.Keys);

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Each_attack_names_tests_that_exist(string attack)
    {
        var named = Names().Matches(ShownBy[attack]).Select(match => match.Groups["name"].Value).ToList();
        var test = "";
        foreach (var name in named)
        {
            var parts = name.Split('.');
            if (char.IsLower(name[0]))
            {
                AssertTable(attack, name);
                continue;
            }

            if (parts[0].EndsWith("Tests", StringComparison.Ordinal) || parts[0].EndsWith("Contract", StringComparison.Ordinal))
                test = parts[0];
            AssertTest(attack, test, parts[0] == test ? parts[1..] : parts);
        }

        Assert.NotEmpty(named);
    }

    private static void AssertTable(string attack, string name)
    {
        var pattern = "^schema/cases/decisions/" + Regex.Escape(name).Replace(@"\*", ".+", StringComparison.Ordinal) + "\\.json$";
        Assert.True(Files.Any(file => Regex.IsMatch(file, pattern)), $"{attack}: there is no table {name}");
    }

    private static void AssertTest(string attack, string test, string[] method)
    {
        var file = Files.SingleOrDefault(file =>
            file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith($"/{test}.cs", StringComparison.Ordinal));
        Assert.True(file is not null, $"{attack}: there is no {test}");
        Assert.True(
            method.All(name => RepositoryFiles.ReadText(file).Contains($" {name}(", StringComparison.Ordinal)),
            $"{attack}: {test} has no {string.Join('.', method)}");
    }

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Names();
}
