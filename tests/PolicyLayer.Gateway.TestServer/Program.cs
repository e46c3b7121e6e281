using PolicyLayer.Gateway.TestServer;

// An MCP server on stdio that answers as it is told. Its arguments are files, each with the result of one page of tools/list.
string[] pages = [.. args.Select(File.ReadAllText)];
while (Console.ReadLine() is { } request)
{
    if (ScriptedAnswer.To(request, pages) is { } answer)
        Console.WriteLine(answer);
}
