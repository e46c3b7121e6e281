namespace PolicyLayer.Core.Tests.Limits;

/// <summary>A clock whose reader can be held up just after it has read, while a test lets others go ahead.</summary>
internal sealed class StallingTimeProvider : TimeProvider
{
    internal TimeSpan Now { get; set; }

    /// <summary>What others do while the next reader stalls.</summary>
    internal Action? Meanwhile { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        var read = Now.Ticks;
        var meanwhile = Meanwhile;
        Meanwhile = null;
        meanwhile?.Invoke();
        return read;
    }
}
