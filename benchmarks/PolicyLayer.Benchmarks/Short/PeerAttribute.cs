namespace PolicyLayer.Benchmarks.Short;

/// <summary>Names the benchmark that a case is shown beside. What is a peer of others is no case of its own.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PeerAttribute(string method) : Attribute
{
    internal string Method => method;
}
