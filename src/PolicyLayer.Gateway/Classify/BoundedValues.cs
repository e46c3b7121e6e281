namespace PolicyLayer.Gateway.Classify;

/// <summary>A stream of JSON values, none of which may be so long that it fills the memory.</summary>
internal sealed class BoundedValues(Stream input) : Stream
{
    private const long MaxValueBytes = 64 << 20;

    private long _sinceStart;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Says that a value was read to its end.</summary>
    internal void StartValue() => _sinceStart = 0;

    public override int Read(byte[] buffer, int offset, int count) => Count(input.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int read)
    {
        _sinceStart += read;
        return _sinceStart <= MaxValueBytes
            ? read
            : throw new CommandException("The tools file holds a value of more than 64 MiB. Write one tool on each line instead.");
    }
}
