using System.Text.Json;
using System.Text.RegularExpressions;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Evaluation;

public sealed class PatternPredicateTests
{
    private const int MaxBytes = 65_536;

    private static readonly PatternPredicate Predicate = new(new("a", RegexOptions.NonBacktracking));

    public static TheoryData<string, string, bool> Lengths => new()
    {
        { "all that fits", Quoted(new('a', MaxBytes)), true },
        { "one byte more", Quoted(new('a', MaxBytes + 1)), false },
        { "all that fits, of longer characters", Quoted(new string('\u00E9', (MaxBytes / 2) - 1) + "aa"), true },
        { "one byte more, of longer characters", Quoted(new string('\u00E9', MaxBytes / 2) + "a"), false },
        { "all that fits, written longer", Quoted("\\u0061" + new string('a', MaxBytes - 1)), true },
        { "one byte more, written longer", Quoted("\\u0061" + new string('a', MaxBytes)), false },
        { "far more", Quoted(new('a', 20 * MaxBytes)), false },
    };

    [Theory]
    [MemberData(nameof(Lengths), DisableDiscoveryEnumeration = true)]
    public void A_text_is_judged_up_to_64_KiB_of_UTF_8_however_it_is_written(string name, string json, bool isJudged)
    {
        var expected = isJudged ? Judgement.Holds : Judgement.TooLong;

        var value = JsonElement.Parse(json);
        Assert.True(expected == Predicate.Judge(new WrittenValue(in value)), name);
    }

    private static string Quoted(string text) => $"\"{text}\"";
}
