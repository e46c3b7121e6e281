namespace PolicyLayer.Gateway.Demo;

/// <summary>How this program starts itself once more.</summary>
internal static class OwnProcess
{
    /// <summary>The program, or the <c>dotnet</c> host with the program's assembly if that is what runs it.</summary>
    internal static (string Command, string[] Arguments) CommandLine(params string[] arguments)
    {
        var running = Environment.ProcessPath
            ?? throw new CommandException(
                "This system does not tell which program is running. Run policylayer by its full path.");
        return Path.GetFileNameWithoutExtension(running) == "dotnet"
            ? (running, [Path.Combine(AppContext.BaseDirectory, "policylayer.dll"), .. arguments])
            : (running, arguments);
    }
}
