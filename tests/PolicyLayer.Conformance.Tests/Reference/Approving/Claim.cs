namespace PolicyLayer.Conformance.Tests.Reference.Approving;

/// <summary>What a call comes with that a person had to approve.</summary>
/// <param name="Ticket">The ticket that it spends once its limits admit it.</param>
/// <param name="Fault">What is wrong with it; <see langword="null"/> if nothing is.</param>
internal sealed record Claim(Ticket? Ticket, string? Fault);
