namespace PolicyLayer.Gateway.Tests;

public class CommandLineTests
{
    [Fact]
    public async Task Help_names_the_commands_for_people_and_not_the_demos_server()
    {
        var result = await CommandRunner.RunAsync("--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("validate", result.Output, StringComparison.Ordinal);
        Assert.Contains("eval", result.Output, StringComparison.Ordinal);
        Assert.Contains("demo", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("demo-server", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("eval", "policylayer eval --policy policy.json --calls calls.jsonl")]
    [InlineData("explain", "policylayer explain --policy policy.json --call call.json")]
    [InlineData("demo", "policylayer demo")]
    [InlineData("validate", "policylayer validate policy.json")]
    [InlineData("classify", "policylayer classify --tools tools.json")]
    [InlineData("recommend", "policylayer recommend --tools tools.json")]
    [InlineData("scan", "policylayer scan -- my-server --stdio")]
    public async Task Help_of_a_command_ends_with_an_example(string command, string example)
    {
        var result = await CommandRunner.RunAsync(command, "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Example", result.Output, StringComparison.Ordinal);
        Assert.Contains(example, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_is_that_of_the_package()
    {
        var result = await ChildProcess.RunAsync("--version");

        var version = typeof(PolicyLayerCommand).Assembly.GetName().Version!;
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(version.ToString(fieldCount: 3), result.Output.Trim());
    }

    public static TheoryData<string[], string> WrongUsage => new()
    {
        { [], "Required command was not provided. Run 'policylayer --help'." },
        { ["evil"], "policylayer: Unrecognized command or argument 'evil'. Run 'policylayer --help'." },
        { ["eval"], "Option '--policy' is required. Option '--calls' is required. Run 'policylayer eval --help'." },
        { ["eval", "--policy"], "Required argument missing for option: '--policy'." },
        { ["eval", "--policy", "p", "--calls", "-", "--format", "xml"], "Argument 'xml' not recognized." },
        { ["eval", "--policy", "p", "--calls", "-", "more"], "Unrecognized command or argument 'more'." },
        { ["eval", "--policy", "p", "--calls", "-", "\u001b[31m"], @"Unrecognized command or argument '\u001b[31m'." },
        { ["eval", "--policy", "p", "--policy", "q", "--calls", "-"], "Option '--policy' expects a single argument" },
        { ["explain", "--policy", "p"], "Option '--call' is required. Run 'policylayer explain --help'." },
        { ["explain"], "Option '--policy' is required. Option '--call' is required. Run 'policylayer explain --help'." },
        { ["explain", "--event", "-", "--policy", "p"], "Option '--policy' says nothing about events; leave it or '--event' out." },
        { ["explain", "--event", "-", "--values"], "Option '--values' says nothing about events; leave it or '--event' out." },
        { ["explain", "--event", "/no/such/events.jsonl"], "Cannot read the events file '/no/such/events.jsonl'" },
        { ["explain", "--policy", "p", "--call", "-", "--format", "jsonl"], "Argument 'jsonl' not recognized." },
        { ["explain", "--policy", "/no/such/policy.json", "--call", "-"], "Cannot read the policy file '/no/such/policy.json'" },
        { ["classify"], "Option '--tools' is required. Run 'policylayer classify --help'." },
        { ["classify", "--tools", "/no/such/tools.json"], "Cannot read the tools file '/no/such/tools.json'" },
        { ["recommend", "--tools", "-", "--merge", "/no/such.json"], "Cannot read the policy file '/no/such.json'" },
        { ["validate"], "Run 'policylayer validate --help'." },
        { ["validate", "p", "--format", "xml"], "Argument 'xml' not recognized." },
        { ["validate", "p", "--formt", "json"], "There is no option '--formt'." },
        { ["eval", "--policy", "", "--calls", "-"], "Cannot read the policy file '': its name is empty." },
        { ["eval", "--policy", "/no/such/policy.json", "--calls", "-"], "Cannot read the policy file '/no/such/policy.json'" },
        { ["eval", "--policy", "/", "--calls", "-"], "Cannot read the policy file '/': it is a directory." },
    };

    [Theory]
    [MemberData(nameof(WrongUsage))]
    public async Task Wrong_usage_is_one_line_that_says_what_to_do(string[] args, string message)
    {
        var result = await CommandRunner.RunAsync(args);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("policylayer: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Failures_reach_the_shell_without_a_stack_trace()
    {
        var result = await ChildProcess.RunAsync("eval", "--policy", "/no/such/policy.json", "--calls", "-");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("policylayer: Cannot read the policy file", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demo_that_cannot_print_does_not_blame_its_server()
    {
        using var error = new StringWriter();

        var exitCode = await PolicyLayerCommand.RunAsync(
            ["demo"], new CommandIO(Stream.Null, new FullDisk(), error, IsTerminal: false));

        Assert.Equal(2, exitCode);
        Assert.StartsWith(
            "policylayer: Reading or writing failed: The disk is full. Check", error.ToString(), StringComparison.Ordinal);
    }

    private sealed class FullDisk : StringWriter
    {
        public override void Write(char value) => throw new IOException("The disk is full.");

        public override void Write(string? value) => throw new IOException("The disk is full.");

        public override void Flush() => throw new IOException("The disk is full.");
    }
}
