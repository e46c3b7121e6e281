namespace PolicyLayer.Gateway;

/// <summary>A command cannot go on. The message is one line for the person at the terminal, and says what to do.</summary>
internal sealed class CommandException(string message) : Exception(message);
