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
}
