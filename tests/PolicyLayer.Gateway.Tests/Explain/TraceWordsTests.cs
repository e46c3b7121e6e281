using PolicyLayer.Core;
using PolicyLayer.Gateway.Explain;

namespace PolicyLayer.Gateway.Tests.Explain;

public class TraceWordsTests
{
    public static TheoryData<Judgement> Mismatches =>
        [.. Enum.GetValues<Judgement>().Except([Judgement.Holds, Judgement.Fails])];

    [Theory]
    [MemberData(nameof(Mismatches))]
    public void Every_mismatch_is_told_in_a_word_and_in_a_sentence(Judgement mismatch)
    {
        Assert.Equal("mismatch", TraceWords.Result(mismatch));
        Assert.Matches("^[a-z]+(_[a-z]+)*$", TraceWords.Why(mismatch));
        Assert.Matches("^[a-z]+ .+[^.]$", TraceWords.Explain(TraceWords.Why(mismatch)));
    }

    [Theory]
    [InlineData(null, "not_reached")]
    [InlineData(Judgement.Holds, "holds")]
    [InlineData(Judgement.Fails, "fails")]
    public void What_is_no_mismatch_has_no_reason(Judgement? judgement, string result)
    {
        Assert.Equal(result, TraceWords.Result(judgement));
        Assert.Null(TraceWords.Why(judgement));
        Assert.Null(TraceWords.Explain(TraceWords.Why(judgement)));
    }
}
