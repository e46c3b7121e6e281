namespace PolicyLayer.Gateway.Explain;

/// <summary>What became of asking a person, as an event holds it.</summary>
internal sealed record RecordedApproval(string Ticket, string? Answer, string? By);
