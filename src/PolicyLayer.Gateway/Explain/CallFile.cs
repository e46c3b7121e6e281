using System.Text;
using PolicyLayer.Gateway.Eval;

namespace PolicyLayer.Gateway.Explain;

/// <summary>Reads the one call of a file, as strictly as a line of many, and as long a one.</summary>
internal static class CallFile
{
    internal static RecordedCall Read(string path)
    {
        using var file = File.OpenRead(path);
        return Read(file);
    }

    internal static RecordedCall Read(Stream input)
    {
        var bytes = new byte[LineReader.MaxLineBytes + Encoding.UTF8.Preamble.Length + 1];
        var call = bytes.AsSpan(0, input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        if (call.StartsWith(Encoding.UTF8.Preamble))
            call = call[Encoding.UTF8.Preamble.Length..];
        return RecordedCallParser.Parse(call.Length > LineReader.MaxLineBytes ? [] : call);
    }
}
