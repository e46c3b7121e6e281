namespace PolicyLayer.Core.Compilation;

internal static class PolicyLoader
{
    internal static PolicyLoadResult Load(ReadOnlySpan<byte> utf8Json, string name) => throw new NotSupportedException();

    internal static PolicyLoadResult Load(string json, string name) => throw new NotSupportedException();

    internal static PolicyLoadResult LoadFile(string path, string name) => throw new NotSupportedException();
}
