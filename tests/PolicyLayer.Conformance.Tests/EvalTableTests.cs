using System.Text;
using PolicyLayer.Gateway;

namespace PolicyLayer.Conformance.Tests;

/// <summary>
/// The same tables through the command, as anyone without a test project runs them. Left out is what no line can say: which
/// callers have a policy, the host's bounds, and the bytes of a request.
/// </summary>
public sealed class EvalTableTests
{
    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(DecisionTable.Folder, "*.json")
            .Select(static path => Path.GetFileName(path)!)
            .Where(static file => DecisionTable.Read(file) is { Assignment: null, MaxArgumentBytes: null })
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Eval_decides_every_call_of_a_table_alike(string file)
    {
        var table = DecisionTable.Read(file);
        var cases = table.Cases.Where(static item => EvalLine.CanSay(item.Call))
            .SelectMany(static item => Enumerable.Repeat(item, item.Times))
            .ToList();

        var decisions = await EvalAsync(table.Policy.GetRawText(), cases.Select(static item => EvalLine.Of(item.Call)));

        Assert.NotEmpty(cases);
        Assert.Equal(cases.Count, decisions.Count);
        var failures = cases.Zip(decisions).SelectMany(static pair => pair.First.FailuresOf(pair.Second)).ToList();
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    private static async Task<List<ExpectedDecision>> EvalAsync(string policy, IEnumerable<string> lines)
    {
        var policyFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(policyFile, policy);
            using var calls = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
            using var output = new StringWriter();
            using var error = new StringWriter();
            var exitCode = await PolicyLayerCommand.RunAsync(
                ["eval", "--policy", policyFile, "--calls", "-"], new CommandIO(calls, output, error, IsTerminal: false));

            Assert.True(exitCode == 0, error.ToString());
            return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ExpectedDecision.Read)];
        }
        finally
        {
            File.Delete(policyFile);
        }
    }
}
