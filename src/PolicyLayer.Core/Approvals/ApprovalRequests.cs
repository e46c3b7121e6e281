using System.Security.Cryptography;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Approvals;

/// <summary>Makes the requests of calls that a person has to approve.</summary>
internal sealed class ApprovalRequests(TimeSpan lifetime, TimeProvider timeProvider)
{
    // 160 random bits.
    private const int IdDigits = 40;

    /// <summary>A request for one call. It copies what it needs: the host may dispose the arguments once the call is decided.</summary>
    /// <param name="call">The call; its caller has a policy.</param>
    /// <param name="ruling">What was decided about it.</param>
    internal ApprovalRequest Make(in ToolCall call, in Ruling ruling)
    {
        var arguments = CanonicalArguments.Of(call.Arguments);
        return new()
        {
            Id = arguments is null ? "" : RandomNumberGenerator.GetHexString(IdDigits, lowercase: true),
            Server = call.Caller.Server!,
            Grant = call.Caller.Grant!,
            Session = call.Caller.Session,
            Tool = call.Tool,
            Arguments = arguments ?? "",
            Rules = ruling.Tool!.RulesOf(ruling.Asking),
            Message = DecisionMessage.For(ruling.Verdict!, call.Tool, retryAfter: null),
            ExpiresAt = timeProvider.GetUtcNow() + lifetime,
            Digest = arguments is null ? "" : CallDigest.Of(ruling.Policy!.Hash, call, arguments),
        };
    }

    /// <summary>What an approval must be for to be one of this call; <see langword="null"/> if none can be.</summary>
    internal static string? DigestOf(in ToolCall call, in Ruling ruling) =>
        CanonicalArguments.Of(call.Arguments) is { } arguments ? CallDigest.Of(ruling.Policy!.Hash, call, arguments) : null;
}
