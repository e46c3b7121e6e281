using System.Globalization;
using System.Net;
using ModelContextProtocol.Client;
using PolicyLayer.Gateway.Output;
using PolicyLayer.Gateway.Recommend;

namespace PolicyLayer.Gateway.Scan;

/// <summary>One run of <c>policylayer scan</c>.</summary>
internal static class ScanRun
{
    internal const string Text = "text";
    internal const string Json = "json";
    internal const string Markdown = "markdown";

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    internal static async Task<int> ExecuteAsync(
        ScanTarget target, ScanOutput output, TimeSpan timeout, CommandIO io, CancellationToken cancellationToken)
    {
        // Signals are heard only once this has returned, and no server may be running before.
        await Task.Yield();

        // Said before the server is started, not after.
        if (output.PolicyPath is { } path && (File.Exists(path) || Directory.Exists(path)))
            throw new CommandException($"'{path}' exists already. Name a new file, or use 'policylayer recommend --merge'.");

        var server = await ScanAsync(target, timeout, cancellationToken).ConfigureAwait(false);
        var failure = await WriteAsync(server, output.PolicyPath, io, cancellationToken).ConfigureAwait(false);
        CreateWriter(output.Format, io).Write(server, failure is null ? output.PolicyPath : null);
        return failure is null ? ExitCode.Success : throw failure;
    }

    internal static IScanWriter CreateWriter(string format, CommandIO io) => format switch
    {
        Json => new JsonScanWriter(io.Output),
        Markdown => new MarkdownScanWriter(io.Output),
        _ => new TextScanWriter(Screen.Create(io)),
    };

    private static async Task<ScannedServer> ScanAsync(ScanTarget target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var said = new LastLines();
        using var limit = new AnswerLimit();
        using var clock = new CancellationTokenSource(timeout, TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, limit.Exceeded, cancellationToken);
        try
        {
            var transport = target.CreateTransport(limit, said, stop.Token);
            return await FinishAsync(ScanAsync(transport, stop.Token), stop.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (cancellationToken.IsCancellationRequested && failure is not CommandException)
        {
            // Also where the scan fails because its server was killed.
            throw new OperationCanceledException(failure.Message, failure, cancellationToken);
        }
        catch (Exception failure) when (limit.Complaint is not null && failure is not CommandException)
        {
            throw new CommandException($"The server '{target.Name}' {limit.Complaint}. Its answers cannot be trusted.");
        }
        catch (Exception failure) when (clock.IsCancellationRequested && failure is not CommandException)
        {
            throw new CommandException(
                $"The server '{target.Name}' did not answer within {timeout.TotalSeconds} s. Check that it is an MCP server, "
                + $"or give it more time with --timeout.{said.Quote()}");
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or CommandException))
        {
            throw new CommandException($"The server '{target.Name}' cannot be scanned: {Reason(failure, target)}.{said.Quote()}");
        }
    }

    // A part of it may be the server's own words. What it answers with a status may be anything, and is not repeated.
    private static string Reason(Exception failure, ScanTarget target)
    {
        const int MaxLength = 300;
        if (target.Url is null)
            return Printable.Short(failure.Message, MaxLength).TrimEnd('.', ' ');
        return StatusOf(failure) is { } status
            ? string.Create(CultureInfo.InvariantCulture, $"it answered with the status {(int)status} ({status})")
            : Printable.Short(UrlSecrets.StrikeOut(failure.Message, target.Url), MaxLength).TrimEnd('.', ' ');
    }

    private static HttpStatusCode? StatusOf(Exception? failure) =>
        failure is null or HttpRequestException { StatusCode: not null }
            ? (failure as HttpRequestException)?.StatusCode
            : StatusOf(failure.InnerException);

    private static async Task<ScannedServer> ScanAsync(IClientTransport transport, CancellationToken cancellationToken)
    {
        try
        {
            return await ServerScan.RunAsync(transport, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (transport is IAsyncDisposable connection)
                await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    // A server that ignores being cancelled gets the time to end, and must not hold the command for longer.
    private static async Task<ScannedServer> FinishAsync(Task<ScannedServer> scan, CancellationToken cancellationToken)
    {
        try
        {
            return await scan.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAny(scan, Task.Delay(StopTimeout, TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);
            throw;
        }
    }

    // What keeps the policy from being written is told behind the report, not instead of it.
    private static async Task<CommandException?> WriteAsync(
        ScannedServer server, string? path, CommandIO io, CancellationToken cancellationToken)
    {
        if (path is null)
            return null;

        try
        {
            await WriteAsync(path, RecommendedText.Of(server.Policy, io), cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (CommandException failure)
        {
            return failure;
        }
    }

    private static async Task WriteAsync(string path, string policy, CancellationToken cancellationToken)
    {
        try
        {
            // Created, never replaced: a policy that people have worked on is worth more than a new one.
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await using (file.ConfigureAwait(false))
            {
                var writer = new StreamWriter(file);
                await using (writer.ConfigureAwait(false))
                    await writer.WriteAsync(policy.AsMemory(), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException($"Cannot write the policy file '{path}': {failure.Message.TrimEnd('.')}.");
        }
    }
}
