namespace PolicyLayer.Gateway.Tests.Validate;

public sealed class ValidateTests : IDisposable
{
    private const string Good = """{"version":"1","default":"deny"}""";
    private const string Warned = """{"version":"1","default":"deny","hide":["t"],"tools":{"t":{}}}""";
    private const string Bad = """{"version":"1","default":"dney"}""";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(Good, 0, "valid")]
    [InlineData(Warned, 0, "valid, 1 warning")]
    [InlineData(Bad, 1, "not valid, 1 error")]
    [InlineData("""{"default":"x","hide":["t"],"tools":{"t":{}}}""", 1, "not valid, 2 errors, 1 warning")]
    [InlineData("", 1, "not valid, 1 error")]
    public async Task A_file_ends_with_its_summary(string document, int exitCode, string summary)
    {
        var file = _directory.Write("policy.json", document);

        var run = await CommandRunner.RunAsync("validate", file);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal($"{file}: {summary}", run.Lines[^1]);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task A_problem_is_shown_with_its_line_and_a_caret_below_its_place()
    {
        var file = _directory.Write("policy.json", "{\n  \"version\": \"1\",\n  \"default\": \"dney\"\n}\n");

        var run = await CommandRunner.RunAsync("validate", file);

        Assert.Equal(
            $"""
             {file}(3,14): error PL0104 at /default
                 3 |   "default": "dney"
                   |              ^
                 Expected "allow" or "deny", found "dney".
                 Did you mean "deny"?

             {file}: not valid, 1 error
             """,
            run.Output.TrimEnd());
    }

    [Fact]
    public async Task Json_is_one_object_for_each_file()
    {
        var good = _directory.Write("good.json", Good);
        var bad = _directory.Write(
            "bad.json", "{\"version\":\"1\",\n\"default\":\"dney\",\"hide\":[\"t\"],\"tools\":{\"t\":{}}}");

        var run = await CommandRunner.RunAsync("validate", good, bad, "--format", "json");

        const string Problems =
            """
            {"code":"PL0104","severity":"error","pointer":"/default","line":2,"column":11,
            "message":"Expected \"allow\" or \"deny\", found \"dney\".","hint":"Did you mean \"deny\"?"},
            {"code":"PL0402","severity":"warning","pointer":"/tools/t","line":2,"column":40,
            "message":"Expected a tool that can be called, found \"t\", which \"hide\" hides; it is denied.","hint":null}
            """;
        Assert.Equal(
            [
                $$"""{"file":"{{good}}","valid":true,"diagnostics":[]}""",
                $$"""{"file":"{{bad}}","valid":false,"diagnostics":[{{Problems.ReplaceLineEndings("")}}]}""",
            ],
            run.Lines);
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task A_file_that_cannot_be_opened_does_not_keep_the_others_from_being_checked(string format)
    {
        var good = _directory.Write("good.json", Good);
        var bad = _directory.Write("bad.json", Bad);

        var run = await CommandRunner.RunAsync("validate", "--format", format, good, "/no/such.json", "", "/", bad);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("good.json", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains("bad.json", run.Lines[^1], StringComparison.Ordinal);
        Assert.Collection(
            run.Error.TrimEnd().Split('\n'),
            line => Assert.StartsWith("policylayer: Cannot read the policy file '/no/such.json'", line, StringComparison.Ordinal),
            line => Assert.StartsWith("policylayer: Cannot read the policy file ''", line, StringComparison.Ordinal),
            line => Assert.StartsWith("policylayer: Cannot read the policy file '/'", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task A_file_without_end_is_refused(string format)
    {
        var path = Path.Combine(_directory.FullName, "large.json");
        using (var file = File.OpenWrite(path))
            file.SetLength(1L << 33);

        var run = await CommandRunner.RunAsync("validate", path, "--format", format);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("PL0001", run.Output, StringComparison.Ordinal);
        Assert.InRange(run.Output.Length, 1, 2000);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task Nothing_in_a_document_reaches_the_terminal_raw(string format)
    {
        var file = _directory.Write(
            "p\u001b[31m.json", "{\"\u202ea\u001b[2J\u0007\":\"\u009b\",\"\\u001b[31m\\u202e\":1,\"hide\":[\"\\u001b\"]}");

        var run = await CommandRunner.RunAsync("validate", file, "--format", format);

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain(run.Output, unit => unit != '\n' && char.IsControl(unit));
    }

    [Fact]
    public async Task The_exit_code_reaches_the_shell()
    {
        var run = await ChildProcess.RunAsync("validate", _directory.Write("bad.json", Bad));

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Empty(run.Error);
    }
}
