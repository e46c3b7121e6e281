namespace PolicyLayer.Gateway.Demo;

/// <summary>One row of the demo's table.</summary>
/// <param name="Title">The tool that was called, or what else was done.</param>
/// <param name="Arguments">The arguments, as JSON.</param>
/// <param name="Message">What the agent reads.</param>
/// <param name="Decision">What the server's host knows; <see langword="null"/> where nothing was decided.</param>
internal sealed record DemoRow(string Title, string Arguments, string Message, LoggedDecision? Decision = null);
