using ModelContextProtocol;
using PolicyLayer.Gateway.Output;
using Spectre.Console;

namespace PolicyLayer.Gateway.Demo;

/// <summary>One run of <c>policylayer demo</c>: starts the server, takes the tour, and says how it went.</summary>
internal static class DemoRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    internal static async Task<int> ExecuteAsync(CommandIO io, CancellationToken cancellationToken)
    {
        var console = Screen.Create(io);
        console.WriteLine("A real MCP client calls a real MCP server, a process of its own, over stdio.");
        console.WriteLine("The server's tools are guarded by the policy ableton-demo.json.");
        console.WriteLine();

        var tour = await TakeTourAsync(cancellationToken).ConfigureAwait(false);
        DemoScreen.Show(console, tour);
        return tour.Problems.Count == 0 ? ExitCode.Success : ExitCode.Failed;
    }

    private static async Task<DemoTour> TakeTourAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Longest, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var session = await DemoSession.StartAsync(either.Token).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                var tour = new DemoTour(session, either.Token);
                await tour.TakeAsync().ConfigureAwait(false);
                return tour;
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new CommandException("The demo's server does not answer. Run it again on a machine that is less busy.");
        }
        catch (Exception failure) when (failure is IOException or McpException)
        {
            throw new CommandException($"The demo's server failed: {failure.Message.TrimEnd('.')}. Please report it.");
        }
    }
}
