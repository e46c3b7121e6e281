using PolicyLayer.TestKit.Approvals;

namespace PolicyLayer.Core.Tests.Approvals;

public sealed class StoreApproverTests : ApproverContract
{
    protected override IApprover ApproverOf(IApprovalStore store, Person person) => new AnsweredThere(store, person);

    /// <summary>The approver under test, and beside it the page of a host on which a person answers.</summary>
    private sealed class AnsweredThere(IApprovalStore store, Person person) : IApprover
    {
        private readonly StoreApprover _approver = new(store);

        public async ValueTask<ApprovalAnswer> AskAsync(ApprovalRequest request, CancellationToken cancellationToken)
        {
            var asking = _approver.AskAsync(request, cancellationToken);
            if (await person(Assert.Single(await store.ListPendingAsync(CancellationToken.None))))
                await store.ApproveAsync(request.Id, "carol", CancellationToken.None);
            else
                await store.RejectAsync(request.Id, "carol", cancellationToken: CancellationToken.None);
            return await asking;
        }
    }
}
