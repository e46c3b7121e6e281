using PolicyLayer.Core.Telemetry;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>What must hold for the options themselves, whatever the documents say.</summary>
internal static class OptionsRules
{
    /// <summary>Everything that is wrong, once.</summary>
    internal static IEnumerable<string> FindProblems(PolicyLayerOptions options, IReadOnlyList<IPolicySource> registered) =>
    [
        .. options.Policies.SelectMany(policy => OfPolicy(policy.Key, policy.Value)),
        .. registered.Where(source => string.IsNullOrEmpty(source.Name)).Select(source => $"The source {source.Origin} has no name."),
        .. NamedTwice(options, registered),
        .. options.Assignments.SelectMany(
            (assignment, index) => OfAssignment($"Assignments:{index}", assignment, options, registered)),
        .. AssignedTwice(options.Assignments),
        .. OfApprovals(options),
        .. options.Evaluator.FindProblems().Select(problem => $"Evaluator:{problem}"),
        .. OfEvents(options.Events),
    ];

    private static IEnumerable<string> OfEvents(DecisionEventOptions events)
    {
        if (events.File is "")
            yield return "Events:File: Must not be empty; leave it out to write no file.";
    }

    private static IEnumerable<string> OfPolicy(string name, PolicyDocumentOptions? document)
    {
        if (string.IsNullOrEmpty(document?.File) == string.IsNullOrEmpty(document?.Text))
            yield return $"Policies:{name}: Exactly one of File and Text must be set.";
    }

    private static IEnumerable<string> OfApprovals(PolicyLayerOptions options)
    {
        if (options.MaxPendingApprovals < 1)
            yield return $"MaxPendingApprovals: Must be 1 or more, but is {options.MaxPendingApprovals}.";
        if (options.MaxPendingApprovalsPerGrant < 1)
            yield return $"MaxPendingApprovalsPerGrant: Must be 1 or more, but is {options.MaxPendingApprovalsPerGrant}.";
    }

    private static IEnumerable<string> NamedTwice(PolicyLayerOptions options, IReadOnlyList<IPolicySource> registered) =>
        options.Policies.Keys
            .Concat(registered.Select(source => source.Name))
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(sameName => sameName.Skip(1).Any())
            .Select(sameName =>
                $"Policies:{sameName.Key}: The name belongs to more than one policy, registered sources included.");

    private static IEnumerable<string> OfAssignment(
        string path, PolicyAssignmentOptions? assignment, PolicyLayerOptions options, IReadOnlyList<IPolicySource> registered)
    {
        // An empty name is more likely a variable that was not set than a wish to address everyone.
        if (assignment?.Server is "")
            yield return $"{path}:Server: Must not be empty; leave it out to address all servers.";
        if (assignment?.Grant is "")
            yield return $"{path}:Grant: Must not be empty; leave it out to address all grants.";
        if (assignment is { Grant: not null, Server: null })
            yield return $"{path}: Names the grant '{assignment.Grant}' but no server.";
        if (string.IsNullOrEmpty(assignment?.Policy))
            yield return $"{path}:Policy: Must name a policy.";
        else if (!options.Policies.ContainsKey(assignment.Policy) && !IsRegistered(assignment.Policy, registered))
            yield return $"{path}:Policy: There is no policy named '{assignment.Policy}'.";
    }

    private static IEnumerable<string> AssignedTwice(IList<PolicyAssignmentOptions> assignments)
    {
        var seen = new Dictionary<(string?, string?), int>();
        for (var index = 0; index < assignments.Count; index++)
        {
            var callers = (assignments[index]?.Server, assignments[index]?.Grant);
            if (!seen.TryAdd(callers, index))
                yield return $"Assignments:{index}: Is for the same callers as Assignments:{seen[callers]}.";
        }
    }

    private static bool IsRegistered(string name, IReadOnlyList<IPolicySource> registered) =>
        registered.Any(source => name.Equals(source.Name, StringComparison.OrdinalIgnoreCase));
}
