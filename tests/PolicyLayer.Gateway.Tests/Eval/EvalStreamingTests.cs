using System.Diagnostics;

namespace PolicyLayer.Gateway.Tests.Eval;

public class EvalStreamingTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_program_that_gives_times_gets_each_answer_before_it_asks_again()
    {
        using var directory = new TemporaryDirectory();
        var policy = directory.Write("policy.json", EvalPolicies.OncePerMinute);
        using var process = Process.Start(ChildProcess.Describe("eval", "--policy", policy, "--calls", "-"))!;

        string[] codes = ["allowed", "rate_limited", "allowed"];
        for (var i = 0; i < codes.Length; i++)
        {
            await process.StandardInput.WriteLineAsync($$"""{"tool":"t","at":{{i * 30}}}""");
            await process.StandardInput.FlushAsync();
            var answer = await process.StandardOutput.ReadLineAsync().WaitAsync(Longest);
            Assert.Contains($"\"code\":\"{codes[i]}\"", answer, StringComparison.Ordinal);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Longest);
        Assert.Equal(0, process.ExitCode);
    }
}
