using System.Text.Json;
using PolicyLayer.Core;
using PolicyLayer.Gateway.Explain;
using PolicyLayer.Gateway.Output;
using PolicyLayer.TestKit;

namespace PolicyLayer.Gateway.Tests.Explain;

/// <summary>Every call of every table of decisions, with a mark in each value, and what is printed of it.</summary>
public class TraceLeakTests
{
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 1_000 };

    private static readonly IReadOnlyList<string> Paths =
        [.. RepositoryFiles.All().Where(path => path.StartsWith("schema/cases/decisions/", StringComparison.Ordinal)
            && path.EndsWith(".json", StringComparison.Ordinal))];

    public static TheoryData<string> Tables => [.. Paths];

    [Theory]
    [MemberData(nameof(Tables))]
    public void No_value_is_printed_that_was_not_asked_for(string table)
    {
        foreach (var (evaluator, call) in MarkedCalls(table))
        {
            var printed = Print(evaluator, call, withValues: false);

            Assert.DoesNotContain(MarkedJson.TextMark, printed, StringComparison.Ordinal);
            Assert.DoesNotContain(MarkedJson.NumberMark, printed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_marks_are_printed_where_values_are_asked_for()
    {
        var printed = Paths.SelectMany(MarkedCalls)
            .Select(marked => Print(marked.Evaluator, marked.Call, withValues: true)).ToList();

        Assert.Contains(printed, text => text.Contains(MarkedJson.TextMark, StringComparison.Ordinal));
        Assert.Contains(printed, text => text.Contains($"costs {MarkedJson.NumberMark}", StringComparison.Ordinal));
    }

    private static IEnumerable<(PolicyEvaluator Evaluator, ToolCall Call)> MarkedCalls(string table)
    {
        using var document = JsonDocument.Parse(RepositoryFiles.ReadText(table));
        var evaluator = new PolicyEvaluator(new PolicySet(Policy.Parse(document.RootElement.GetProperty("policy").GetRawText())));
        foreach (var item in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var call = item.GetProperty("call");
            var arguments = call.TryGetProperty("arguments_json", out var text) ? text.GetString()!
                : call.TryGetProperty("arguments", out var value) ? value.GetRawText() : "null";
            var facts = call.TryGetProperty("context", out var context) ? Marked(context.GetRawText()) : default;
            if (call.TryGetProperty("tool", out var tool))
                yield return (evaluator, new(tool.GetString()!, Marked(arguments), new("server", "grant", session: null, facts)));
        }
    }

    private static JsonElement Marked(string json) => JsonElement.Parse(MarkedJson.Mark(json), Lenient);

    private static string Print(PolicyEvaluator evaluator, ToolCall call, bool withValues)
    {
        using var output = new StringWriter();
        var trace = evaluator.Explain(call, withValues);
        new TraceText(Screen.Create(new CommandIO(Stream.Null, output, output, IsTerminal: false))).Write(TraceLines.Of(call.Tool, trace));
        new JsonLine(output).Write(json => TraceJson.WriteMembers(json, call.Tool, trace, withValues));
        return output.ToString();
    }
}
