using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyLayer.Core;
using PolicyLayer.Core.Telemetry;
using PolicyLayer.TestKit;

namespace PolicyLayer.Gateway.Tests.Explain;

/// <summary>Has calls decided as a host does, and keeps the file of events and the log.</summary>
internal static class RecordedEvents
{
    internal static readonly CallerContext Caller = new("shop", "alice", "s1");

    internal static async Task<string> RecordAsync(
        string policy, IEnumerable<ToolCall> calls, Action<DecisionEventOptions>? configure = null, ILoggerProvider? log = null)
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.FullName, "events.jsonl");
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new ManualTimeProvider())
            .AddLogging(logging =>
            {
                logging.SetMinimumLevel(LogLevel.Trace);
                if (log is not null)
                    logging.AddProvider(log);
            })
            .AddPolicyLayer(options =>
            {
                options.Policies["shop"] = new() { Text = policy };
                options.Assignments.Add(new() { Policy = "shop" });
                options.Events.File = file;
                options.Events.Log = log is not null;
                configure?.Invoke(options.Events);
            });
        await using (var provider = services.BuildServiceProvider())
        {
            var evaluator = provider.GetRequiredService<IPolicyEvaluator>();
            foreach (var call in calls)
                evaluator.Evaluate(call);
        }

        return File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
    }

    internal static ToolCall Call(string tool, string arguments) => new(tool, JsonElement.Parse(arguments), Caller);
}
