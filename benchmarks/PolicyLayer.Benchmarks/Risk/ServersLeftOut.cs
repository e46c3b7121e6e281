namespace PolicyLayer.Benchmarks.Risk;

/// <summary>
/// Leaves out one server after the other. Rules are not trained, so nothing is learned anew; but a server that does much worse
/// than the rest, or words that were right for the tools of one server only, show rules that were made for one.
/// </summary>
internal static class ServersLeftOut
{
    internal static void Print(IReadOnlyList<LabelledTool> tools)
    {
        var servers = tools.GroupBy(tool => tool.Server)
            .OrderBy(Accuracy).ThenBy(server => server.Key, StringComparer.Ordinal).ToList();
        if (servers.Count < 2)
            return;

        Console.WriteLine($"{"server left out",-48}{"tools",6}{"right",8}{"rest",8}");
        foreach (var server in servers)
        {
            var rest = tools.Where(tool => tool.Server != server.Key);
            Console.WriteLine($"{server.Key,-48}{server.Count(),6}{Accuracy(server),8:P1}{Accuracy(rest),8:P1}");
        }

        Console.WriteLine($"mean over {servers.Count} servers {servers.Average(Accuracy):P1}, worst {Accuracy(servers[0]):P1}");
        Console.WriteLine($"decided right for one server only: {string.Join("; ", WordsOfOneServer(tools))}");
    }

    private static double Accuracy(IEnumerable<LabelledTool> tools) => tools.Average(tool => tool.IsRight ? 1.0 : 0.0);

    private static IEnumerable<string> WordsOfOneServer(IReadOnlyList<LabelledTool> tools) => tools
        .Where(tool => tool.IsRight)
        .SelectMany(tool => tool.Risk.Evidence.Where(found => found.Category == tool.Label).Take(1)
            .Select(found => (Words: found.ToString(), tool.Server)))
        .GroupBy(found => found.Words)
        .Where(found => found.Select(place => place.Server).Distinct().Count() == 1)
        .Select(found => found.Key)
        .Order(StringComparer.Ordinal);
}
