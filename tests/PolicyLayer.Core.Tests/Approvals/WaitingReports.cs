using System.Threading.Channels;

namespace PolicyLayer.Core.Tests.Approvals;

/// <summary>What those are told who wait for a person.</summary>
internal sealed class WaitingReports : IProgress<TimeSpan>
{
    private readonly Channel<TimeSpan> _reports = Channel.CreateUnbounded<TimeSpan>();

    public void Report(TimeSpan value) => _reports.Writer.TryWrite(value);

    internal ValueTask<TimeSpan> NextAsync() => _reports.Reader.ReadAsync();
}
