using System.Collections.Frozen;
using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.Compilation;

/// <summary>Turns a document without errors into a plan.</summary>
internal static class PolicyCompiler
{
    private static readonly ToolPlan Hidden = new(Verdict.Hidden);

    internal static PolicyPlan Compile(PolicyDocument document, PatternTable patterns)
    {
        var limits = new LimitCompiler(document.Limits, document.IsShadow);
        var compiler = new ToolCompiler(document.AllTools, new(patterns), limits);
        var tools = new Dictionary<string, ToolPlan>(StringComparer.Ordinal);
        foreach (var tool in document.Tools)
            tools.Add(tool.Name, compiler.Compile(tool));

        var hidesAll = false;
        foreach (var entry in document.Hide)
        {
            if (entry.Text == PolicyDocument.Wildcard)
                hidesAll = true;
            else
                tools[entry.Text] = Hidden;
        }

        var unlisted = document.Default == "allow" ? compiler.CompileUnlisted() : null;
        return new(tools.ToFrozenDictionary(StringComparer.Ordinal), hidesAll, unlisted, limits.Counters, document.IsShadow);
    }
}
