using PolicyLayer.Core.Risk;

namespace PolicyLayer.Core.Tests.Risk;

public sealed class CodeRuleTests
{
    [Theory]
    [InlineData("analyze_data", "Execute Python code to analyse a data set")]
    [InlineData("get_command_output", "Run a shell command and return its output")]
    [InlineData("find_files", "Run a shell command to find files")]
    [InlineData("explain_code", "Run code in a sandbox and explain what happens")]
    [InlineData("validate_script", "Runs a script to see whether it works")]
    [InlineData("fetch_with_script", "Run JavaScript in the page")]
    [InlineData("read_data", "Run any SQL statement")]
    public void Running_code_is_not_merely_how(string name, string description) =>
        Assert.Equal(RiskCategory.Execute, Classified.Tool(name, description).Category);

    [Theory]
    [InlineData("get_diff", "Run the git diff command and return its output")]
    [InlineData("get_widget", "Run a search for widgets")]
    [InlineData("get_coverage", "Run code coverage and return its report")]
    [InlineData("explain_code", "Explain a piece of code")]
    public void Running_one_certain_command_may_be(string name, string description) =>
        Assert.Equal(RiskCategory.Read, Classified.Tool(name, description).Category);

    [Fact]
    public void A_query_in_free_form_that_is_run_is_code_whatever_the_name_says()
    {
        Assert.Equal(RiskCategory.Execute, Classified.With("write_widgets", "Execute a Cypher query", "query").Category);
        Assert.Equal(RiskCategory.Read, Classified.With("search_widgets", "Search by a query", "query").Category);
        Assert.Equal(RiskCategory.Read, Classified.With("search_widgets", "Run a query and return widgets", "query").Category);
    }
}
