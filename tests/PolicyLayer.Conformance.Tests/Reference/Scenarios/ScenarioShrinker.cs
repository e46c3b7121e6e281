using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Makes scenarios smaller, each in one place.</summary>
internal static class ScenarioShrinker
{
    internal static IEnumerable<Scenario> Shrink(Scenario scenario) =>
        FewerSteps(scenario.Steps).Select(steps => scenario with { Steps = steps })
            .Concat(FewerPolicies(scenario))
            .Concat(SmallerSets(scenario))
            .Concat(EachSmaller(scenario.Policies, Smaller).Select(policies => scenario with { Policies = policies }))
            .Concat(EachSmaller(scenario.Steps, Simpler).Select(steps => scenario with { Steps = steps }))
            .Concat(scenario.MaxArgumentBytes < 1 << 20 ? [scenario with { MaxArgumentBytes = 1 << 20 }] : []);

    // Halves first, then single ones.
    private static IEnumerable<List<ScenarioStep>> FewerSteps(IReadOnlyList<ScenarioStep> steps)
    {
        for (var size = steps.Count / 2; size > 0; size /= 2)
        {
            for (var from = steps.Count - size; from >= 0; from -= size)
                yield return [.. steps.Take(from), .. steps.Skip(from + size)];
        }
    }

    private static IEnumerable<Scenario> FewerPolicies(Scenario scenario)
    {
        var used = scenario.Sets.SelectMany(static set => set).Select(static one => one.Policy).ToHashSet();
        for (var index = 0; index < scenario.Policies.Count; index++)
        {
            if (used.Contains(index))
                continue;
            var policies = Without(scenario.Policies, index);
            yield return scenario with { Policies = policies, Sets = [.. scenario.Sets.Select(set => Renumbered(set, index))] };
        }
    }

    private static List<PolicyFor> Renumbered(IReadOnlyList<PolicyFor> set, int gone) =>
        [.. set.Select(one => one.Policy > gone ? one with { Policy = one.Policy - 1 } : one)];

    private static IEnumerable<Scenario> SmallerSets(Scenario scenario)
    {
        var reloads = scenario.Steps.OfType<ReloadStep>().Select(static step => step.Set).Append(0).ToHashSet();
        if (!reloads.Contains(scenario.Sets.Count - 1))
            yield return scenario with { Sets = Without(scenario.Sets, scenario.Sets.Count - 1) };
        foreach (var sets in EachSmaller(scenario.Sets, Smaller))
            yield return scenario with { Sets = sets };
        for (var set = 1; set < scenario.Sets.Count; set++)
        {
            if (scenario.Sets[set - 1].SequenceEqual(scenario.Sets[set]))
                yield return scenario with { Steps = [.. scenario.Steps.Select(step => Instead(step, set, set - 1))] };
        }
    }

    private static ScenarioStep Instead(ScenarioStep step, int set, int other) =>
        step is ReloadStep reload && reload.Set == set ? new ReloadStep(other) : step;

    private static IEnumerable<IReadOnlyList<PolicyFor>> Smaller(IReadOnlyList<PolicyFor> set) =>
        set.Count > 1
            ? set.Select((_, index) => Without(set, index))
            : EachSmaller(set, static one => one.Server is null ? [] : [new PolicyFor(one.Policy)]);

    private static IEnumerable<ScenarioStep> Simpler(ScenarioStep step)
    {
        if (step is TimeStep time && Math.Abs(time.Ticks) > TimeSpan.TicksPerSecond && time.Ticks % TimeSpan.TicksPerSecond != 0)
            yield return time with { Ticks = time.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond };
        if (step is not CallStep call)
            yield break;

        CallStep[] candidates =
        [
            call with { Way = CallWay.Evaluate, Approval = null },
            call with { Form = CallPut.Value },
            call with { Caller = call.Caller with { Session = null } },
            call with { Caller = call.Caller with { Server = "s" } },
            call with { Caller = call.Caller with { Grant = "g" } },
            call with { Context = null },
            call with { Waits = false },
            call with { Tool = "t" },
            .. SmallerText(call.Arguments).Select(text => call with { Arguments = text }),
            .. SmallerText(call.Context).Select(text => call with { Context = text }),
        ];
        foreach (var candidate in candidates.Where(candidate => candidate != call))
            yield return candidate;
    }

    // Member by member, as they are written: a parsed object would lose those that are doubled or escaped.
    private static IEnumerable<string> SmallerText(string? json)
    {
        if (json is null || json.Contains('⟨'))
            yield break;
        var value = JsonElement.Parse(json, new() { MaxDepth = 1_000 });
        if (value.ValueKind != JsonValueKind.Object)
            yield break;

        var members = value.EnumerateObject().Select(static member => (member.ToString(), member.Value)).ToList();
        for (var index = 0; index < members.Count; index++)
            yield return $"{{{string.Join(",", Without(members, index).Select(static member => member.Item1))}}}";
        for (var index = 0; index < members.Count; index++)
        {
            var (written, inner) = members[index];
            foreach (var smaller in SmallerText(inner.GetRawText()))
            {
                var member = written[..^inner.GetRawText().Length] + smaller;
                yield return $"{{{string.Join(",", members.Select((other, at) => at == index ? member : other.Item1))}}}";
            }
        }
    }

    // A policy without one of its parts, at any depth.
    private static IEnumerable<string> Smaller(string policy)
    {
        for (var part = 0; ; part++)
        {
            var root = JsonNode.Parse(policy)!;
            var left = part;
            if (!TryRemove(root, ref left))
                yield break;
            yield return root.ToJsonString();
        }
    }

    private static bool TryRemove(JsonNode? node, ref int part)
    {
        switch (node)
        {
            case JsonObject owner:
                foreach (var (key, child) in owner)
                {
                    if (part-- == 0)
                        return owner.Remove(key);
                    if (TryRemove(child, ref part))
                        return true;
                }

                break;
            case JsonArray list:
                for (var index = 0; index < list.Count; index++)
                {
                    if (part-- == 0)
                    {
                        list.RemoveAt(index);
                        return true;
                    }

                    if (TryRemove(list[index], ref part))
                        return true;
                }

                break;
        }

        return false;
    }

    private static IEnumerable<IReadOnlyList<T>> EachSmaller<T>(IReadOnlyList<T> items, Func<T, IEnumerable<T>> smaller) =>
        items.SelectMany((item, index) => smaller(item).Select(other => With(items, index, other)));

    private static IReadOnlyList<T> With<T>(IReadOnlyList<T> items, int index, T other) =>
        [.. items.Take(index), other, .. items.Skip(index + 1)];

    private static List<T> Without<T>(IReadOnlyList<T> items, int index) => [.. items.Take(index), .. items.Skip(index + 1)];
}
