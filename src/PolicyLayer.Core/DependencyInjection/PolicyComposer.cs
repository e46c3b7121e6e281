using System.Diagnostics.CodeAnalysis;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>Makes the policy set that options ask for, or tells everything that is in the way.</summary>
[RequiresUnreferencedCode(SchemaReflection.Trimmed)]
[RequiresDynamicCode(SchemaReflection.Compiled)]
internal sealed class PolicyComposer(
    IEnumerable<IPolicySource> registeredSources, PolicyDocuments documents, PollTicks ticks, string contentRoot)
{
    private readonly IPolicySource[] _registered = [.. registeredSources];

    /// <summary>Reads what has changed, and puts everything together.</summary>
    /// <param name="options">The options.</param>
    /// <param name="inForce">What is in force; its policy set is kept if nothing in it would change.</param>
    internal PolicyComposition Compose(PolicyLayerOptions options, PolicyComposition? inForce = null)
    {
        LoadedDocument[] loaded = [.. Sources(options).Select(source => documents.Of(source).Refresh())];
        PolicyAssignment[] assignments = [.. Assign(options, loaded)];
        string[] failures =
        [
            .. OptionsRules.FindProblems(options, _registered),
            .. loaded.Where(document => document.Policy is null).SelectMany(document => document.Problems),
        ];
        if (failures.Length > 0)
            return new(loaded, assignments, Policies: null, failures);
        if (inForce is not null && assignments.SequenceEqual(inForce.Assignments))
            return new(loaded, assignments, inForce.Policies, failures);

        try
        {
            return new(loaded, assignments, new PolicySet(assignments), failures);
        }
        catch (ArgumentException exception)
        {
            return new(loaded, assignments, Policies: null, [exception.Message]);
        }
    }

    private IEnumerable<IPolicySource> Sources(PolicyLayerOptions options)
    {
        foreach (var (name, document) in options.Policies)
        {
            if (document is { File.Length: > 0, Text: null or "" })
                yield return new FilePolicySource(name, Path.Combine(contentRoot, document.File), ticks);
            else if (document is { Text.Length: > 0, File: null or "" })
                yield return new TextPolicySource(name, document.Text);
        }

        foreach (var source in _registered)
            yield return source;
    }

    private static IEnumerable<PolicyAssignment> Assign(PolicyLayerOptions options, LoadedDocument[] documents)
    {
        var policies = new Dictionary<string, Policy?>(StringComparer.OrdinalIgnoreCase);
        foreach (var document in documents)
            policies.TryAdd(document.Source.Name, document.Policy);

        foreach (var assignment in options.Assignments)
        {
            if (assignment?.Policy is { } name && policies.GetValueOrDefault(name) is { } policy)
                yield return new(policy, assignment.Server, assignment.Grant);
        }
    }
}
