namespace PolicyLayer.Mcp.Tests;

/// <summary>Reports where it is told, on no other thread.</summary>
internal sealed class ImmediateProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
