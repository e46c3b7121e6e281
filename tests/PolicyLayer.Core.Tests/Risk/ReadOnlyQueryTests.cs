using PolicyLayer.Core.Risk;

namespace PolicyLayer.Core.Tests.Risk;

public sealed class ReadOnlyQueryTests
{
    [Theory]
    [InlineData("Execute a SQL query. Supports SELECT queries as well as INSERT, UPDATE and DELETE.")]
    [InlineData("Execute any SQL statement including DDL and DML. For read-only access use the query tool.")]
    [InlineData("Execute a GraphQL query or mutation. Mutations are refused when the server runs in read-only mode.")]
    [InlineData("Runs a query; set read only to true to forbid writes.")]
    [InlineData("Run any SQL statement. SELECT statements return rows, others the affected count.")]
    [InlineData("Execute a Cypher query. For read-only queries use another tool.")]
    [InlineData("Run a read-only or a read-write SQL query")]
    [InlineData("Run a SQL query. Only SELECT statements return rows.")]
    [InlineData("Run a SELECT query. Updates are rejected unless the session allows them.")]
    public void A_query_that_may_change_something_is_not_called_read(string description) =>
        Assert.Equal(RiskCategory.Execute, Classified.Tool("execute_sql", description).Category);

    [Theory]
    [InlineData("Run a read-only SQL query")]
    [InlineData("Execute SELECT queries on a database")]
    [InlineData("Run a SQL query (read-only)")]
    [InlineData("Run a SQL query in a read-only transaction")]
    [InlineData("Run a SQL query. Only SELECT statements are allowed.")]
    [InlineData("Run a read-only SQL query. INSERT, UPDATE and DELETE are not allowed.")]
    [InlineData("Run a read-only SQL query. It cannot insert, update or delete.")]
    public void A_query_that_only_reads_by_its_own_words_is_called_read(string description) =>
        Assert.Equal(RiskCategory.Read, Classified.Tool("execute_sql", description).Category);

    [Theory]
    [InlineData("execute_sql", "Run a read-only SQL query. CREATE and GRANT statements are supported too.", RiskCategory.Execute)]
    [InlineData("execute_sql", "Run a read-only SQL query. Can also run COPY TO PROGRAM and VACUUM.", RiskCategory.Execute)]
    [InlineData("execute_sql", "Run a read-only SQL query. It can also run procedures.", RiskCategory.Execute)]
    [InlineData("execute_sql", "Run a read-only SQL query, or any other statement.", RiskCategory.Execute)]
    [InlineData("execute_sql", "Run a read-only SQL query. CALL works.", RiskCategory.Execute)]
    [InlineData("execute_sql", "Run a read-only SQL query. CREATE and GRANT statements are not allowed.", RiskCategory.Read)]
    [InlineData(
        "execute_sql", "Run a read-only SQL query. SELECT, WITH and SHOW are supported. Returns JSON.", RiskCategory.Read)]
    [InlineData("execute_sql", "Run a read-only SQL query. For any other statement, use another tool.", RiskCategory.Read)]
    [InlineData("execute_sql", "Run a read-only SQL query. Any other statement is rejected.", RiskCategory.Read)]
    public void Keywords_and_other_statements_tell_of_changes_unless_they_are_denied(
        string name, string description, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name, description).Category);
}
