namespace PolicyLayer.Gateway.Tests.Eval;

/// <summary>Hands out a few bytes at a time, as a pipe may.</summary>
internal sealed class TricklingStream(byte[] bytes, int mostPerRead) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, mostPerRead));
}
