using System.Reflection;
using System.Text;
using System.Text.Json;
using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Tests.Validation;
using PolicyLayer.TestKit;
using Xunit.Abstractions;

namespace PolicyLayer.Core.Tests.Fuzz;

/// <summary>Whatever bytes come as a policy: an answer, within bounds, and never an exception.</summary>
public sealed class PolicyFuzzTests(ITestOutputHelper output)
{
    private const int Cases = 5_000;
    private const int AtLeast = 2;
    private const int AcceptedAtLeast = 300;
    private const string Accepted = "accepted";
    private const int MaxBytes = 1 << 16;
    private const long MaxAllocated = 256L << 20;

    // Those that are refused are samples as well, since what is behind their first problem is not far away; half are accepted.
    private static readonly FuzzSamples Samples = new(
    [
        .. RepositoryFiles.All()
            .Where(path => path.StartsWith("schema/examples/", StringComparison.Ordinal))
            .Select(path => Encoding.UTF8.GetBytes(RepositoryFiles.ReadText(path))),
        .. DocumentCase.All.Concat(Enumerable.Repeat(DocumentCase.Good, 3).SelectMany(static good => good))
            .Select(document => document.Utf8).Where(utf8 => utf8.Length < MaxBytes / 8),
    ]);

    // All but what takes more text than a case has.
    private static readonly IReadOnlyList<string> Reachable =
    [
        .. typeof(DiagnosticCodes).GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(static field => (DiagnosticCode)field.GetValue(null)!)
            .Except([DiagnosticCodes.TooLarge, DiagnosticCodes.TooManyProblems])
            .Select(static code => code.Id),
    ];

    private static readonly JsonElement Arguments = JsonElement.Parse("""
        { "a": 1, "b": "x", "amount": 600, "currency": "eur", "path": "/srv/data/x", "tags": ["a"], "items": [{ "price": 9 }] }
        """);

    [Fact]
    public void Bytes_that_come_as_a_policy_get_an_answer()
    {
        var tally = new FuzzTally();
        var isTelling = FuzzRun.ForEach(Cases, seed => Try(seed, tally));

        output.WriteLine(tally.ToString());
        if (isTelling)
        {
            tally.AssertReached(AtLeast, Reachable);
            tally.AssertReached(AcceptedAtLeast, [Accepted]);
        }
    }

    private static void Try(int seed, FuzzTally tally)
    {
        var bytes = CaseMaker.Make(seed, Samples);
        if (bytes.Length > MaxBytes)
            return;

        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = Policy.Load(bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
        Assert.Equal(result.IsValid, result.Diagnostics.All(problem => problem.Severity == DiagnosticSeverity.Warning));
        Assert.All(result.Diagnostics, problem => Assert.True(problem is { Line: > 0, Column: > 0 }));
        foreach (var code in result.Diagnostics.Select(static problem => problem.Code).Distinct())
            tally.Count(code);

        // What was accepted has been compiled, and decides.
        if (result.Policy is { } policy)
        {
            tally.Count(Accepted);
            var call = new ToolCall("t", Arguments, Policies.Alice);
            Assert.NotEqual(DecisionCodes.EngineFailed, new PolicyEvaluator(new PolicySet(policy)).Evaluate(call).Code);
        }
    }
}
