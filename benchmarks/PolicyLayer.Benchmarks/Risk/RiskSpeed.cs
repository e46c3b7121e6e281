using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PolicyLayer.Core.Risk;

namespace PolicyLayer.Benchmarks.Risk;

/// <summary>Times the classifier over many different tools, each read from JSON and dropped, as in a large file.</summary>
internal static class RiskSpeed
{
    private const int Tools = 100_000;
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(10);

    private static readonly string[] Verbs = ["get", "create", "delete", "send", "update", "run", "refund", "frobnicate"];
    private static readonly string[] Objects = ["customer", "invoice", "file", "message", "order", "track", "index"];

    internal static int Execute()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        for (var warmUp = 0; warmUp < 1000; warmUp++)
            Classify(warmUp);

        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var critical = 0;
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Tools; i++)
            critical += Classify(i).Severity == RiskSeverity.Critical ? 1 : 0;
        var time = clock.Elapsed;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;

        var live = GC.GetTotalMemory(forceFullCollection: true) >> 10;
        Console.WriteLine(
            $"{Tools:N0} tools in {time.TotalSeconds:N2} s (target {Target.TotalSeconds:N0} s), {critical:N0} critical; "
            + $"{time.TotalMicroseconds / Tools:N1} us and {allocated / Tools:N0} bytes each; live afterwards {live:N0} KiB");
        return time <= Target ? 0 : 1;
    }

    private static ToolRisk Classify(int i)
    {
        var (verb, noun) = (Verbs[i % Verbs.Length], Objects[i / Verbs.Length % Objects.Length]);
        var json = JsonElement.Parse(
            $$"""
            { "name": "acme_{{verb}}_{{noun}}_{{i}}",
              "description": "{{verb}}s the {{noun}} with this id, and tells what became of it. The id is that of the list.",
              "inputSchema": { "type": "object", "properties": { "id": { "type": "string" }, "path": { "type": "string" },
                "amount": { "type": "number" }, "mode": { "enum": ["fast", "safe"] } } },
              "annotations": { "readOnlyHint": false } }
            """);
        ToolDescription.TryRead(json, out var tool);
        return ToolRiskClassifier.Classify(tool);
    }
}
