using PolicyLayer.TestKit.Approvals;

namespace PolicyLayer.Core.Tests.Approvals;

public sealed class CallbackApproverTests : ApproverContract
{
    protected override IApprover ApproverOf(IApprovalStore store, Person person) => new CallbackApprover(
        async (request, _) => await person(request) ? ApprovalAnswer.Approve("carol") : ApprovalAnswer.Reject("carol"));
}
