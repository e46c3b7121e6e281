using PolicyLayer.Conformance.Tests.Reference.Counting;
using PolicyLayer.Conformance.Tests.Reference.Reading;

namespace PolicyLayer.Conformance.Tests.Reference.Approving;

/// <summary>All that makes a call the one that was approved.</summary>
internal sealed record ApprovedCall(string Policy, Caller Caller, string Tool, string Arguments)
{
    /// <summary>What an approval of a call is for; <see langword="null"/> if nobody can approve it.</summary>
    internal static ApprovedCall? Of(string policy, Caller caller, Call call)
    {
        var arguments = ValuePath.IsAbsent(call.Arguments) ? "" : CanonicalText.Of(call.Arguments);
        return arguments is null ? null : new(policy, caller, call.Tool, arguments);
    }
}
