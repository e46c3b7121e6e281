using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PolicyLayer.Core;
using PolicyLayer.TestKit;

namespace PolicyLayer.Gateway.Tests.Explain;

/// <summary>Every call of every table of decisions, with a mark in each value, and what is recorded, logged and explained of it.</summary>
public partial class EventLeakTests
{
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 1_000 };

    public static TheoryData<string> Tables =>
        [.. RepositoryFiles.All().Where(path => path.StartsWith("schema/cases/decisions/", StringComparison.Ordinal)
            && path.EndsWith(".json", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task No_value_of_a_call_is_in_the_file_the_log_or_the_explanation(string table)
    {
        var seen = await SeenOfAsync(table, withAmounts: false);

        Assert.DoesNotContain(MarkedJson.TextMark, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(MarkedJson.NumberMark, seen, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_number_is_there_only_as_a_cost_where_amounts_are_told(string table)
    {
        var seen = await SeenOfAsync(table, withAmounts: true);

        Assert.DoesNotContain(MarkedJson.TextMark, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(MarkedJson.NumberMark, Cost().Replace(seen, ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_marks_are_where_they_would_be_found()
    {
        const string Policy = """
            {"version":"1","default":"deny","tools":{"pay":{
              "limits":[{"counter":"c","window":"day","max":1000000000000,"increment_from":"args.cents"}]}}}
            """;
        var call = new ToolCall("pay", Marked("""{"cents":1}"""), RecordedEvents.Caller);

        var events = await RecordedEvents.RecordAsync(Policy, [call]);

        Assert.Contains($"\"cost\":{MarkedJson.NumberMark}", events, StringComparison.Ordinal);
    }

    private static async Task<string> SeenOfAsync(string table, bool withAmounts)
    {
        using var document = JsonDocument.Parse(RepositoryFiles.ReadText(table));
        using var log = new KeptLog();
        var calls = MarkedCalls(document).ToList();
        var events = await RecordedEvents.RecordAsync(
            document.RootElement.GetProperty("policy").GetRawText(), calls, options => options.ChargedAmounts = withAmounts, log);
        Assert.Equal(calls.Count, events.Count(unit => unit == '\n'));

        var explained = new StringBuilder(events).Append(log.Text);
        foreach (var format in (string[])["text", "json"])
        {
            var run = await CommandRunner.RunAsync(Encoding.UTF8.GetBytes(events), ["explain", "--event", "-", "--format", format]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            explained.Append(run.Output);
        }

        return explained.ToString();
    }

    private static IEnumerable<ToolCall> MarkedCalls(JsonDocument table)
    {
        foreach (var item in table.RootElement.GetProperty("cases").EnumerateArray())
        {
            var call = item.GetProperty("call");
            var arguments = call.TryGetProperty("arguments_json", out var text) ? text.GetString()!
                : call.TryGetProperty("arguments", out var value) ? value.GetRawText() : "null";
            var facts = call.TryGetProperty("context", out var context) ? Marked(context.GetRawText()) : default;
            if (call.TryGetProperty("tool", out var tool))
                yield return new(tool.GetString()!, Marked(arguments), new("server", "grant", session: null, facts));
        }
    }

    private static JsonElement Marked(string json) => JsonElement.Parse(MarkedJson.Mark(json), Lenient);

    // When a bucket is full again depends on what was charged.
    [GeneratedRegex("""("cost":|costs |"reset_ms":)[0-9]+""")]
    private static partial Regex Cost();
}
