namespace PolicyLayer.Core.Tests.Documents;

/// <summary>A stream of spaces that never ends, gives little at a time, and counts what it gave.</summary>
internal sealed class EndlessStream : Stream
{
    private const int MostAtATime = 4099;

    internal long Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var given = Math.Min(count, MostAtATime);
        buffer.AsSpan(offset, given).Fill((byte)' ');
        Given += given;
        return given;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
