using System.Buffers;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace PolicyLayer.Core.Telemetry;

/// <summary>
/// Appends events to a file, one JSON object per line. A decision only puts its event into a bounded queue; one writer empties it.
/// What does not fit, and what cannot be written, is dropped, counted, and reported in the file as soon as that is possible.
/// </summary>
internal sealed class JsonLinesSink : IDecisionSink, IDisposable
{
    internal const int QueueLength = 4_096;

    private const int LongestBatch = 256 << 10;

    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(10);

    private readonly string _path;
    private readonly TimeProvider _timeProvider;
    private readonly DroppedEvents _dropped;
    private readonly ILogger _logger;
    private readonly Channel<DecisionEvent> _queue;
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly Task _writing;
    private bool _isFailing;
    private bool _isOverflowing;

    internal JsonLinesSink(string path, DecisionInstruments instruments, TimeProvider timeProvider, ILogger logger)
    {
        _path = path;
        _timeProvider = timeProvider;
        _dropped = new(nameof(JsonLinesSink), instruments);
        _logger = logger;
        _queue = Channel.CreateBounded<DecisionEvent>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
        _writing = Task.Run(WriteAllAsync);
    }

    public void Record(DecisionEvent decision)
    {
        // The writer logs it: a log that takes its time must not hold up a decision.
        if (!_queue.Writer.TryWrite(decision))
            _dropped.AddOverflow();
    }

    /// <summary>
    /// Writes what is in the queue, if that does not take too long: a disk that hangs must not keep a host from stopping.
    /// </summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        try
        {
            _writing.WaitAsync(LongestFlush, _timeProvider).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            DecisionLog.NotFlushed(_logger, _path);
        }
    }

    private async Task WriteAllAsync()
    {
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
            WriteBatch();

        // Events that came too late for the last batch are reported by one of their own.
        WriteBatch();
    }

    private void WriteBatch()
    {
        var taken = 0;
        var reported = 0L;
        try
        {
            _lines.ResetWrittenCount();
            reported = _dropped.Take();
            if (reported > 0)
                EventJson.WriteDropped(_lines, reported, _timeProvider.GetUtcNow());
            while (_lines.WrittenCount < LongestBatch && _queue.Reader.TryRead(out var decision))
            {
                taken++;
                EventJson.WriteLine(_lines, decision);
            }

            if (_lines.WrittenCount == 0)
                return;
            EventFile.Append(_path, _lines.WrittenSpan);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            _dropped.PutBack(reported);
            Tell(taken, exception);
            return;
        }

        Tell(lost: 0, failure: null);
    }

    // Once when it begins to fail or to lose what does not fit, and once when it works again.
    private void Tell(int lost, Exception? failure)
    {
        var wasFailing = _isFailing;
        _isFailing = failure is not null;
        try
        {
            _dropped.Add(lost);
            var wasOverflowing = _isOverflowing;
            _isOverflowing = _dropped.TakeOverflow();
            if (_isOverflowing && !wasOverflowing)
                DecisionLog.QueueFull(_logger, _path);
            if (failure is not null && !wasFailing)
                DecisionLog.FileFailed(_logger, _path, failure);
            else if (failure is null && wasFailing)
                DecisionLog.FileWorksAgain(_logger, _path);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            // Nobody is left to be told, and the writer has to go on.
        }
    }
}
