namespace PolicyLayer.Gateway.Classify;

/// <summary>A stream of JSON values, none of which may be so long that it fills the memory.</summary>
internal sealed class BoundedValues(Stream input) : CountedStream(input)
{
    private const long MaxValueBytes = 64 << 20;

    private long _sinceStart;

    /// <summary>Says that a value was read to its end.</summary>
    internal void StartValue() => _sinceStart = 0;

    protected override void Count(ReadOnlySpan<byte> read)
    {
        _sinceStart += read.Length;
        if (_sinceStart > MaxValueBytes)
            throw new CommandException("The tools file holds a value of more than 64 MiB. Write one tool on each line instead.");
    }
}
