using System.Diagnostics;

namespace PolicyLayer.Gateway.Tests;

/// <summary>Runs the command as a process of its own, as a person does.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static async Task<CommandResult> RunAsync(params string[] args)
    {
        using var process = Process.Start(Describe(args))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Longest);
        return new(process.ExitCode, await output, await error);
    }

    public static ProcessStartInfo Describe(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Where libraries take a pipe for a terminal: what is written to it must be plain all the same.
        start.Environment["GITHUB_ACTIONS"] = "true";
        start.ArgumentList.Add(typeof(PolicyLayerCommand).Assembly.Location);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        return start;
    }
}
