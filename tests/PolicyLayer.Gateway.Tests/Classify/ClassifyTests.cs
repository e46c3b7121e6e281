using System.Text;
using System.Text.Json;

namespace PolicyLayer.Gateway.Tests.Classify;

public sealed class ClassifyTests
{
    private const string Get = """{"name":"get_user","description":"Get a user"}""";
    private const string Delete = """{"name":"delete_user","description":"Delete a user","inputSchema":{"properties":{"api_key":{}}}}""";

    [Fact]
    public async Task One_line_comes_out_for_each_tool_that_goes_in()
    {
        var run = await ClassifyAsync($"{Get}\n{Delete}\n");

        Assert.Equal(
            [
                Line("get_user", "Read", "low", "get", ""),
                Line("delete_user", "Destructive", "critical", "delete", "\"credentials\""),
            ],
            run.Lines);
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData(Get + "\n" + Delete)]
    [InlineData("\uFEFF" + Get + "\n\n" + Delete + "\n\n")]
    [InlineData(Get + Delete)]
    [InlineData("[" + Get + ",\n" + Delete + "]")]
    [InlineData("""{ "tools": [""" + Get + "," + Delete + "] }")]
    [InlineData("""{ "jsonrpc": "2.0", "id": 1, "result": { "tools": [""" + Get + "," + Delete + """], "nextCursor": "x" } }""")]
    [InlineData("""{"tools":[""" + Get + "]}\n" + """{"tools":[""" + Delete + "]}")]
    public async Task The_tools_may_come_in_every_form_that_a_server_or_a_script_writes(string input)
    {
        var run = await ClassifyAsync(input);

        Assert.Equal(["get_user", "delete_user"], run.Decisions.Select(line => line.GetProperty("name").GetString()));
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("""{"name":"delete_all","tools":[]}""")]
    [InlineData("""{"name":"delete_all","result":{"tools":[]}}""")]
    public async Task A_tool_may_have_members_that_sound_like_a_list(string input)
    {
        var run = await ClassifyAsync(input);

        Assert.Equal(["delete_all"], run.Decisions.Select(line => line.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("""{"tools":[""" + Get + """],"nextCursor":"x"}""", true)]
    [InlineData("""{"id":1,"result":{"tools":[""" + Get + """],"nextCursor":"x"}}""", true)]
    [InlineData("""{"tools":[""" + Get + """],"nextCursor":"x"}{"tools":[""" + Delete + "]}", false)]
    [InlineData("""{"tools":[""" + Get + """],"nextCursor":null}""", false)]
    [InlineData("""{"name":"get_user","nextCursor":"x"}""", false)]
    public async Task A_list_that_goes_on_elsewhere_is_told(string input, bool isPart)
    {
        var run = await ClassifyAsync(input);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            isPart ? "policylayer: The tools file '-' ends with a nextCursor: further pages of tools are missing.\n" : "",
            run.Error.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"tools":[]}""")]
    public async Task No_tools_are_no_mistake(string input)
    {
        var run = await ClassifyAsync(input);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("{", "is not JSON as it should be")]
    [InlineData("""{"name":"a","name":"b"}""", "is not JSON as it should be")]
    [InlineData("7", "holds something that is no tool")]
    [InlineData("""{"title":"x"}""", "holds something that is no tool")]
    [InlineData("""{"tools":[7]}""", "holds something that is no tool")]
    [InlineData("\u00ff", "is not JSON as it should be")]
    public async Task What_holds_no_tools_is_refused_in_one_line(string input, string message)
    {
        var run = await ClassifyAsync(input);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("policylayer: The tools file '-' ", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_name_cannot_write_on_the_terminal()
    {
        var run = await ClassifyAsync("""{"name":"get\u001b[31m\u202euser"}""");

        Assert.Contains(@"get\u001b[31m\u202euser", run.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("get\u001b[31m\u202euser", JsonElement.Parse(run.Output).GetProperty("name").GetString());
    }

    private static string Line(string name, string category, string severity, string verb, string signals) =>
        $$"""{"name":"{{name}}","category":"{{category}}","severity":"{{severity}}","confidence":0.95,"evidence":["""
        + $$"""
            "name: \"{{verb}}\" -> {{category}}","description: \"{{verb}}\" -> {{category}}"],"signals":[{{signals}}]}
            """;

    private static Task<CommandResult> ClassifyAsync(string input) =>
        CommandRunner.RunAsync(Encoding.UTF8.GetBytes(input), ["classify", "--tools", "-"]);
}
