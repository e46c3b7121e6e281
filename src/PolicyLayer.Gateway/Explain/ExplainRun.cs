using PolicyLayer.Core;
using PolicyLayer.Gateway.Eval;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Explain;

/// <summary>One run of <c>policylayer explain</c>.</summary>
internal static class ExplainRun
{
    internal const string Text = "text";
    internal const string Json = "json";

    private const string StandardInput = "-";

    internal static int Execute(string policyPath, string callPath, string format, bool withValues, CommandIO io)
    {
        var policy = PolicyFile.Load(policyPath, io.Error);
        if (policy is null)
            return ExitCode.Failed;

        var call = callPath == StandardInput ? CallFile.Read(io.Input) : InputFile.Read(callPath, "call", CallFile.Read);
        var clock = call.At is { } time ? new VirtualClock(time) : TimeProvider.System;
        var trace = new PolicyEvaluator(new PolicySet(policy), timeProvider: clock).Explain(call.Call, withValues);
        if (format == Json)
            new JsonLine(io.Output).Write(json => TraceJson.WriteMembers(json, call.Call.Tool, trace, withValues));
        else
            new TraceText(Screen.Create(io)).Write(TraceLines.Of(call.Call.Tool, trace));
        return ExitCode.Success;
    }

    internal static int ExecuteEvents(string eventsPath, string format, CommandIO io)
    {
        var run = new ExplainEvents(format, io);
        if (eventsPath == StandardInput)
            return run.Execute(io.Input);

        using var file = InputFile.Read(eventsPath, "events", File.OpenRead);
        return run.Execute(file);
    }
}
