using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Documentation;

/// <summary>Holds the examples of the page on approvals, word for word.</summary>
public sealed class DocumentedApprovalTests
{
    private readonly List<string> _questions = [];

    [Fact]
    public void Every_example_of_the_page_stands_in_this_file()
    {
        var source = WithoutIndentation(RepositoryFiles.ReadText(
            "tests/PolicyLayer.Core.Tests/Documentation/DocumentedApprovalTests.cs"));
        var examples = new MarkdownPage("docs/approvals.md").Blocks("csharp");

        Assert.Equal(3, examples.Count);
        Assert.All(examples, example => Assert.Contains(WithoutIndentation(example), source, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_guard_asks_the_owner()
    {
        var policies = Asking();
        using var store = new InMemoryApprovalStore();
        var evaluator = new PolicyEvaluator(policies, approvals: store);
        var approver = new CallbackApprover(async (request, cancellationToken) =>
            await AskOwnerAsync($"{request.Grant} wants {request.Tool} {request.Arguments}", cancellationToken)
                ? ApprovalAnswer.Approve("the owner")
                : ApprovalAnswer.Reject("the owner", "Not today."));
        var guard = new ToolCallGuard(evaluator, new ApprovalFlow(store, approver));

        Assert.True((await guard.InvokeAsync(Call(), _ => ValueTask.FromResult("done"))).IsDispatched);
        Assert.Equal(["alice wants t "], _questions);
    }

    [Fact]
    public async Task A_page_of_the_host_answers()
    {
        using var store = new InMemoryApprovalStore();
        var evaluator = new PolicyEvaluator(Asking(), approvals: store);
        await store.AddAsync(evaluator.Evaluate(Call()).ApprovalRequest!);

        foreach (var request in await store.ListPendingAsync())
        {
            if (request.Arguments.Length < 1_000)
                await store.ApproveAsync(request.Id, "carol");
            else
                await store.RejectAsync(request.Id, "carol", "Too long to check.");
        }

        Assert.Empty(await store.ListPendingAsync());
    }

    [Fact]
    public async Task The_agent_comes_back_later()
    {
        using var store = new InMemoryApprovalStore();
        var evaluator = new PolicyEvaluator(Asking(), approvals: store);
        var call = Call();

        var request = evaluator.Evaluate(call).ApprovalRequest!;
        await store.AddAsync(request);

        // Later, and somewhere else.
        await store.ApproveAsync(request.Id, "carol");

        var decision = await evaluator.EvaluateApprovedAsync(call, request.Id);

        Assert.True(decision.IsAllowed);
    }

    private static PolicySet Asking() => new(WithTools("""{ "t": { "action": "require_approval" } }"""));

    private static string WithoutIndentation(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim())).Trim();

    private Task<bool> AskOwnerAsync(string question, CancellationToken cancellationToken)
    {
        _questions.Add(question);
        return Task.FromResult(!cancellationToken.IsCancellationRequested);
    }
}
