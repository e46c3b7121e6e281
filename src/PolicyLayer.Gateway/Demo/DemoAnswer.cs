namespace PolicyLayer.Gateway.Demo;

/// <summary>What came of one call.</summary>
/// <param name="Text">What the agent reads.</param>
/// <param name="IsError">Whether the agent is told that the call failed.</param>
/// <param name="Decision">What the server's host knows about it.</param>
internal sealed record DemoAnswer(string Text, bool IsError, LoggedDecision Decision);
