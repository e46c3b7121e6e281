using System.Text;
using PolicyLayer.Core.Tests.Validation;

namespace PolicyLayer.Core.Tests.Documents;

/// <summary>Every document near a good one gives a policy or placed problems, and never an exception.</summary>
public sealed class MutationTests
{
    private const string Document = """
        {
          "version": "1", "description": "é\u00e9", "default": "deny", "hide": ["x", "*"],
          "tools": {
            "t": {
              "action": "allow", "reason": "r",
              "require": [{ "name": "n", "conditions": [{ "path": "args.a", "op": "in", "value": ["x", "y"] }], "on_deny": "o" }],
              "deny_if": [{ "path": "context[\"a b\"][0]", "op": "gt", "value": 1.5 }, { "conditions": [] }],
              "limits": [{ "counter": "c", "window": "minute", "max": 10, "scope": "session", "on_deny": "o" }],
              "rate_limit": { "max": 1, "window": 60 }
            },
            "u": { "limits": [{ "counter": "c", "window": 60, "max": 10, "scope": "session" }] }
          }
        }
        """;

    public static TheoryData<string> Good => new(DocumentCase.Good.Where(document => document.Utf8.Length < 5000)
        .Select(document => Encoding.UTF8.GetString(document.Utf8).TrimStart('\uFEFF')).Prepend(Document));

    [Fact]
    public void Cut_off_anywhere_a_document_is_refused()
    {
        var utf8 = Encoding.UTF8.GetBytes(Document);
        for (var length = 0; length < utf8.Length; length++)
            AssertRefused(Policy.Load(utf8.AsSpan(0, length)));
    }

    [Fact]
    public void With_any_byte_dropped_or_changed_a_document_gives_an_answer()
    {
        var utf8 = Encoding.UTF8.GetBytes(Document);
        for (var at = 0; at < utf8.Length; at++)
        {
            AssertAnswered(Policy.Load([.. utf8.AsSpan(0, at), .. utf8.AsSpan(at + 1)]));
            foreach (var changed in "\"\\{[,:0 \n\0\u0080"u8)
            {
                var copy = (byte[])utf8.Clone();
                copy[at] = changed;
                AssertAnswered(Policy.Load(copy));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Good), DisableDiscoveryEnumeration = true)]
    public void With_any_part_dropped_renamed_retyped_doubled_moved_or_nested_a_document_gives_an_answer(string document) =>
        Assert.All(DocumentMutations.Of(document), mutation => AssertAnswered(Policy.Load(mutation)));

    [Theory]
    [MemberData(nameof(Good), DisableDiscoveryEnumeration = true)]
    public void With_any_key_doubled_a_document_is_refused(string document) =>
        Assert.All(DocumentMutations.WithDuplicateKeys(document), mutation => AssertRefused(Policy.Load(mutation)));

    [Theory]
    [MemberData(nameof(Good), DisableDiscoveryEnumeration = true)]
    public void The_order_of_keys_changes_nothing(string document)
    {
        var expected = Policy.Load(document).Diagnostics.Select(problem => problem.Code).Order();

        Assert.All(
            DocumentMutations.WithMembersReversed(document),
            mutation => Assert.Equal(expected, Policy.Load(mutation).Diagnostics.Select(problem => problem.Code).Order()));
    }

    private static void AssertRefused(PolicyLoadResult result)
    {
        AssertAnswered(result);
        Assert.False(result.IsValid);
    }

    private static void AssertAnswered(PolicyLoadResult result)
    {
        Assert.Equal(result.IsValid, result.Diagnostics.All(problem => problem.Severity == DiagnosticSeverity.Warning));
        Assert.All(result.Diagnostics, problem => Assert.True(problem is { Line: > 0, Column: > 0 }));
        Assert.Distinct(result.Diagnostics);

        // A policy that was accepted has been compiled, and decides.
        if (result.Policy is { } policy)
            Assert.NotEqual(DecisionCodes.EngineFailed, Decide(policy).Code);
    }

    private static PolicyDecision Decide(Policy policy) =>
        new PolicyEvaluator(new PolicySet(policy)).Evaluate(Policies.Call());
}
