namespace PolicyLayer.Gateway.Demo;

/// <summary>One row of the demo's table.</summary>
/// <param name="Tool">What was called, or else was done.</param>
/// <param name="Arguments">The arguments, as JSON.</param>
/// <param name="Message">What the agent reads.</param>
/// <param name="Decision">What the server's host knows; <see langword="null"/> where nothing was decided.</param>
internal sealed record DemoRow(string Tool, string Arguments, string Message, LoggedDecision? Decision = null);
