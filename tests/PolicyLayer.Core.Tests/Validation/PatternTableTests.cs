using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.Tests.Validation;

public sealed class PatternTableTests
{
    [Theory]
    [InlineData("(a", "insufficient closing parentheses, near character 2")]
    [InlineData("a(?<!b)", "look-around is not supported")]
    [InlineData(@"(a)\1", "a back-reference is not supported")]
    [InlineData("(?i-X:a)", "the flag X is not supported")]
    [InlineData("(?P<max>a)", "invalid grouping construct, near character 3")]
    [InlineData(@"a\Z", @"\Z lets a line break follow; write $ for the very end")]
    [InlineData("[[:digit:]]", @"an opening bracket in a class must be written \[")]
    [InlineData("(a{1,1000}){1,1000}", "too large to be matched in bounded time")]
    public void What_is_wrong_with_a_pattern_is_said(string pattern, string problem) =>
        Assert.Equal(new(Pattern: null, problem), new PatternTable().Parse(pattern));

    [Fact]
    public void A_pattern_is_built_once_however_often_it_stands_in_a_document()
    {
        var patterns = new PatternTable();

        Assert.Same(patterns.Parse("^a$").Pattern, patterns.Parse("^a$").Pattern);
    }

    [Fact]
    public void A_pattern_has_at_most_10_000_characters()
    {
        // Mostly a comment: the engine would refuse as many characters to match by itself.
        var longest = $"(?#{new string('c', 9_995)})a";

        Assert.NotNull(new PatternTable().Parse(longest).Pattern);
        Assert.Equal("too large to be matched in bounded time", new PatternTable().Parse(longest + "a").Problem);
    }

    [Fact]
    public void The_classes_of_a_pattern_and_of_a_document_are_bounded()
    {
        var patterns = new PatternTable();

        Assert.Equal("too large to be matched in bounded time", patterns.Parse(Classes(65, 'a')).Problem);
        for (var i = 0; i < 30; i++)
            Assert.NotNull(patterns.Parse(Classes(64, (char)('b' + i))).Pattern);
        Assert.Equal("one of patterns that have more than 2000 classes in all", patterns.Parse(Classes(64, 'Z')).Problem);
    }

    private static string Classes(int count, char letter) => string.Concat(Enumerable.Repeat($"[{letter}]", count));

    [Fact]
    public void The_patterns_of_one_document_are_bounded()
    {
        var patterns = new PatternTable();
        for (var i = 0; i < 1_000; i++)
            Assert.Null(patterns.Parse($"({i}").Pattern);

        Assert.Equal("one of more than 1000 different patterns", patterns.Parse("a").Problem);
        Assert.StartsWith("insufficient", patterns.Parse("(7").Problem, StringComparison.Ordinal);
    }
}
