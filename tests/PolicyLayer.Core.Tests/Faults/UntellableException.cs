namespace PolicyLayer.Core.Tests.Faults;

/// <summary>An exception that throws when it is asked what it is.</summary>
internal sealed class UntellableException : Exception
{
    public override string Message => throw new NotSupportedException("Nobody knows.");

    public override string ToString() => Message;
}
