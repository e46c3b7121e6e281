using System.Security.Cryptography;
using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.Compilation;

/// <summary>The way of one document: text, nodes, checks, and either all problems or a compiled policy.</summary>
internal static class PolicyLoader
{
    internal static PolicyLoadResult Load(ReadOnlySpan<byte> utf8Json, string name) => Load(SourceText.Of(utf8Json), name);

    internal static PolicyLoadResult Load(string json, string name) => Load(SourceText.Of(json), name);

    internal static PolicyLoadResult Load(Stream utf8Json, string name) => Load(SourceText.Of(utf8Json), name);

    internal static PolicyLoadResult LoadFile(string path, string name)
    {
        using var file = File.OpenRead(path);
        return Load(file, name);
    }

    private static PolicyLoadResult Load(SourceText source, string name)
    {
        var problems = new DiagnosticBag(source);
        var root = DocumentReader.Read(source, problems);
        var patterns = new PatternTable();
        var document = root is null ? null : DocumentValidator.Validate(root, patterns, problems);
        var policy = document is null || problems.HasErrors
            ? null
            : new Policy(name, PolicyCompiler.Compile(document, patterns), SHA256.HashData(source.Utf8));
        return new(policy, problems.ToList());
    }
}
