using System.Text;
using PolicyLayer.Core.Tests.Validation;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Fuzz;

/// <summary>Whatever bytes come as a policy: an answer, within bounds, and never an exception.</summary>
public sealed class PolicyFuzzTests
{
    private const int Cases = 3_000;
    private const int MaxBytes = 1 << 16;
    private const long MaxAllocated = 256L << 20;

    private static readonly byte[][] Samples =
    [
        .. RepositoryFiles.All()
            .Where(path => path.StartsWith("schema/examples/", StringComparison.Ordinal))
            .Select(path => Encoding.UTF8.GetBytes(RepositoryFiles.ReadText(path))),
        .. DocumentCase.Good.Select(document => document.Utf8.ToArray()).Where(utf8 => utf8.Length < MaxBytes / 8),
    ];

    [Fact]
    public void Bytes_that_come_as_a_policy_get_an_answer() => FuzzRun.ForEach(Cases, seed =>
    {
        var bytes = new ByteMutator(seed, Samples).Next();
        if (bytes.Length > MaxBytes)
            return;

        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = Policy.Load(bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
        Assert.Equal(result.IsValid, result.Diagnostics.All(problem => problem.Severity == DiagnosticSeverity.Warning));
        Assert.All(result.Diagnostics, problem => Assert.True(problem is { Line: > 0, Column: > 0 }));

        // What was accepted has been compiled, and decides.
        if (result.Policy is { } policy)
            Assert.NotEqual(DecisionCodes.EngineFailed, new PolicyEvaluator(new PolicySet(policy)).Evaluate(Policies.Call()).Code);
    });
}
