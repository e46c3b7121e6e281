using Microsoft.Extensions.Primitives;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>A policy document in a file. Equal if it is the same file under the same name.</summary>
internal sealed record FilePolicySource(string Name, string Path, PollTicks Ticks) : IPolicySource
{
    // A document may have 1 MiB and a byte-order mark; one byte more is enough for the loader to refuse it.
    private const int MostBytes = (1 << 20) + 4;

    public string Origin => Path;

    public ReadOnlyMemory<byte> Read()
    {
        // Shared with everything, so that an editor can write, replace or delete the file meanwhile.
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[Math.Min(file.Length, MostBytes)];
        var length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return buffer.AsMemory(0, length);
    }

    public IChangeToken Watch() => Ticks.Next();
}
