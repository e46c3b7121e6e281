using System.Text;

namespace PolicyLayer.Gateway.Tests;

/// <summary>Runs the command in this process, as <c>Main</c> would, with streams of its own.</summary>
internal static class CommandRunner
{
    public static Task<CommandResult> RunAsync(params string[] args) => RunAsync([], args);

    public static async Task<CommandResult> RunAsync(byte[] input, string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var stream = new MemoryStream(input);
        var exitCode = await PolicyLayerCommand.RunAsync(args, new CommandIO(stream, output, error, IsTerminal: false));
        return new(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Replays calls against a policy document, each from where the command would read it.</summary>
    public static async Task<CommandResult> EvalAsync(string policy, byte[] calls, params string[] options)
    {
        using var directory = new TemporaryDirectory();
        var policyFile = directory.Write("policy.json", policy);
        return await RunAsync(calls, ["eval", "--policy", policyFile, "--calls", "-", .. options]);
    }

    public static Task<CommandResult> EvalAsync(string policy, params IEnumerable<string> calls) =>
        EvalAsync(policy, Encoding.UTF8.GetBytes(string.Concat(calls.Select(call => call + "\n"))));
}
