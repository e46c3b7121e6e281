using System.Text.RegularExpressions;

namespace PolicyLayer.TestKit;

/// <summary>A page of the documentation, read for the examples and links that tests hold it to.</summary>
public sealed partial class MarkdownPage(string relativePath)
{
    private readonly string _text = RepositoryFiles.ReadText(relativePath);

    /// <summary>The fenced blocks whose info string is exactly <paramref name="info"/>, without their fences.</summary>
    public IReadOnlyList<string> Blocks(string info) =>
        [.. Fence().Matches(_text).Where(match => match.Groups["info"].Value == info).Select(match => match.Groups["body"].Value)];

    /// <summary>The headings of the second level.</summary>
    public IReadOnlyList<string> Sections() => [.. Section().Matches(_text).Select(match => match.Groups["title"].Value)];

    /// <summary>The cells of every row of a table, its head included.</summary>
    public IReadOnlyList<IReadOnlyList<string>> TableRows() =>
        [.. _text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];

    /// <summary>The targets of the links into this repository, as paths from its root, without anchors.</summary>
    public IReadOnlyList<string> LocalLinks() =>
        [.. Link().Matches(_text).Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Select(target => Path.Combine(Path.GetDirectoryName(relativePath) ?? "", target))];

    [GeneratedRegex(@"^```(?<info>[^\n]*)\n(?<body>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^## (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
