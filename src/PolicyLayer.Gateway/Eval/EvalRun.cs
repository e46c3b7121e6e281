using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Eval;

/// <summary>One run of <c>policylayer eval</c>: opens what the options name, then replays.</summary>
internal static class EvalRun
{
    internal const string JsonLines = "jsonl";
    internal const string Table = "table";

    private const string StandardInput = "-";

    internal static int Execute(string policyPath, string callsPath, string format, CommandIO io)
    {
        var policy = PolicyFile.Load(policyPath, io.Error);
        if (policy is null)
            return ExitCode.Failed;

        using var calls = callsPath == StandardInput ? io.Input : InputFile.Read(callsPath, "calls", File.OpenRead);
        IDecisionWriter writer = format == Table ? new TableWriter(Screen.Create(io)) : new JsonLinesWriter(io.Output);
        Replay.Run(policy, new LineReader(calls), writer);
        return ExitCode.Success;
    }
}
