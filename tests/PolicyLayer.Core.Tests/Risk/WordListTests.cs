using System.Text.RegularExpressions;
using PolicyLayer.Core.Risk;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Risk;

public sealed partial class WordListTests
{
    private const string Folder = "src/PolicyLayer.Core/Risk/Words";

    public static TheoryData<string> Lists =>
        new(Directory.GetFiles(RepositoryFiles.PathOf(Folder)).Select(path => Path.GetFileNameWithoutExtension(path)!));

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_says_what_it_is_for_and_names_nothing_twice(string list)
    {
        Assert.StartsWith("# ", RepositoryFiles.ReadText($"{Folder}/{list}.txt"), StringComparison.Ordinal);

        // In a table, a line is the unit; elsewhere a word.
        var entries = list is "objects" or "signals" or "verbs.irregular" || list.StartsWith("phrases", StringComparison.Ordinal)
            ? WordFile.Lines(list).ToList()
            : WordFile.Lines(list).SelectMany(WordFile.Split).ToList();
        Assert.NotEmpty(entries);
        Assert.Equal(entries.Distinct(), entries);
    }

    [Theory]
    [InlineData("verbs.read")]
    [InlineData("verbs.write")]
    [InlineData("verbs.execute")]
    [InlineData("verbs.destructive")]
    [InlineData("verbs.financial")]
    public void Verbs_are_in_their_base_form_with_their_marks_behind(string list) =>
        Assert.All(WordFile.Words(list), entry => Assert.Matches(MarkedVerb(), entry));

    [Fact]
    public void What_a_verb_does_to_an_object_is_said_of_verbs_that_are_known() =>
        Assert.All(WordFile.Lines("objects").Select(WordFile.Split), entry =>
        {
            Assert.True(Enum.TryParse<RiskCategory>(entry[0], out _), entry[0]);
            Assert.True(Verbs.TryFind(entry[1], out _), entry[1]);
            Assert.True(entry.Length > 2, entry[1]);
        });

    [Fact]
    public void An_irregular_form_is_one_of_a_verb_that_is_known() =>
        Assert.All(WordFile.Lines("verbs.irregular").Select(WordFile.Split), entry =>
        {
            Assert.Equal(2, entry.Length);
            Assert.True(Verbs.TryFind(entry[1], out _), entry[1]);
        });

    [Theory]
    [InlineData("deletes", "delete", "ThirdPerson")]
    [InlineData("fetches", "fetch", "ThirdPerson")]
    [InlineData("copies", "copy", "ThirdPerson")]
    [InlineData("deleting", "delete", "Gerund")]
    [InlineData("running", "run", "Gerund")]
    [InlineData("sending", "send", "Gerund")]
    [InlineData("send", "send", "Base")]
    public void A_verb_is_found_in_the_forms_of_a_sentence(string word, string verb, string form)
    {
        Assert.Equal(verb, Verbs.Find(word, out var found)?.Word);
        Assert.Equal(form, found.ToString());
    }

    [GeneratedRegex("^[a-z]+~?\\??$")]
    private static partial Regex MarkedVerb();
}
