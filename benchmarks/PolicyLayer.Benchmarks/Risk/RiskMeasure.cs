using System.Globalization;

namespace PolicyLayer.Benchmarks.Risk;

/// <summary>Holds the classifier to labelled tools: accuracy, mistakes, who was taken for whom, and servers left out.</summary>
internal static class RiskMeasure
{
    internal static int Execute(string path, string? source)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var tools = LabelledTool.Read(path, source);
        if (tools.Count == 0)
            throw new ArgumentException($"'{path}' holds no tool with that source.", nameof(path));

        foreach (var tool in tools.Where(tool => !tool.IsRight))
        {
            var evidence = string.Join("; ", tool.Risk.Evidence);
            Console.WriteLine($"{tool.Label} taken for {tool.Risk.Category}: {tool.Server}, {tool.Risk.Tool} ({evidence})");
        }

        ConfusionMatrix.Print(tools);
        ServersLeftOut.Print(tools);
        var right = tools.Count(tool => tool.IsRight);
        var severe = tools.Count(tool => tool.IsSevere);
        var accuracy = (double)right / tools.Count;
        Console.WriteLine($"accuracy {accuracy:P1} ({right} of {tools.Count}); critical taken for harmless: {severe}");
        return severe == 0 ? 0 : 1;
    }
}
