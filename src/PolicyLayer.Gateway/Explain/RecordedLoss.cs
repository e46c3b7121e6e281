namespace PolicyLayer.Gateway.Explain;

/// <summary>The note in a file of events that some are missing before it.</summary>
internal sealed record RecordedLoss(DateTimeOffset Time, long Count);
