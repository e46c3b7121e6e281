namespace PolicyLayer.Conformance.Tests.Reference.Counting;

/// <summary>Who calls.</summary>
internal sealed record Caller(string Server, string Grant, string? Session)
{
    public override string ToString() => Session is null ? $"{Server}/{Grant}" : $"{Server}/{Grant}/{Session}";
}
