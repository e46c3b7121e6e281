namespace PolicyLayer.Gateway.Scan;

/// <summary>What a server sends, held to a limit. Not for use by several threads.</summary>
/// <param name="input">What it sends.</param>
/// <param name="limit">The limit, shared by all that it sends.</param>
/// <param name="isLineByLine">Whether each line is a message; otherwise all of it is one.</param>
internal sealed class BoundedAnswer(Stream input, AnswerLimit limit, bool isLineByLine) : CountedStream(input)
{
    private long _message;

    protected override void Count(ReadOnlySpan<byte> read)
    {
        // Where a message ends within what was read, what came of it is counted too late by a buffer's length at most.
        var end = isLineByLine ? read.LastIndexOf((byte)'\n') : -1;
        _message = end < 0 ? _message + read.Length : read.Length - end - 1;
        limit.Count(read.Length, _message);
    }
}
