using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Validate;

/// <summary>A policy file and what loading it gave. It is read once: the lines shown are those that were checked.</summary>
/// <param name="Path">The file as the person named it.</param>
/// <param name="Utf8">What was read of it.</param>
/// <param name="Result">The policy or its problems.</param>
internal sealed record CheckedFile(string Path, ReadOnlyMemory<byte> Utf8, PolicyLoadResult Result)
{
    // A document of 1 MiB with a byte-order mark, and one byte more, by which the engine sees that a document is too large.
    private const int MaxBytes = (1 << 20) + 4;

    internal static CheckedFile Read(string path)
    {
        using var file = File.OpenRead(path);
        var utf8 = new byte[MaxBytes];
        var length = file.ReadAtLeast(utf8, utf8.Length, throwOnEndOfStream: false);
        return new(path, utf8.AsMemory(0, length), Policy.Load(utf8.AsSpan(0, length)));
    }
}
