using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Validate;

/// <summary>One run of <c>policylayer validate</c>: checks every file, whatever becomes of the others.</summary>
internal static class ValidateRun
{
    internal const string Text = "text";
    internal const string Json = "json";

    internal static int Execute(IReadOnlyList<string> paths, string format, CommandIO io)
    {
        IReportWriter writer = format == Json ? new JsonReportWriter(io.Output) : new TextReportWriter(Screen.Create(io));

        // A file that cannot be opened outweighs one with errors: what it holds is not known, so the answer is not complete.
        var worst = ExitCode.Success;
        foreach (var path in paths)
            worst = Math.Max(worst, Check(path, writer, io));
        return worst;
    }

    private static int Check(string path, IReportWriter writer, CommandIO io)
    {
        try
        {
            var file = InputFile.Read(path, "policy", CheckedFile.Read);
            writer.Write(file);
            return file.Result.IsValid ? ExitCode.Success : ExitCode.Failed;
        }
        catch (CommandException failure)
        {
            io.WriteFailure(failure.Message);
            return ExitCode.CannotRun;
        }
    }
}
