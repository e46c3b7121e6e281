using System.Text.Json;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Telemetry;

/// <summary>The stable words for what an event says.</summary>
internal static class EventWords
{
    internal static string Of(PolicyOutcome outcome) => outcome switch
    {
        PolicyOutcome.Allow => "allow",
        PolicyOutcome.RateLimited => "rate_limited",
        PolicyOutcome.ApprovalRequired => "approval_required",
        _ => "deny",
    };

    /// <summary>What a person said; <see langword="null"/> if nobody has answered.</summary>
    internal static string? Of(ApprovalTrace? approval) => approval?.IsApproved switch
    {
        true => "approved",
        false => "rejected",
        null => null,
    };

    internal static string? Of(Judgement? judgement) => judgement switch
    {
        null => null,
        Judgement.Holds => "holds",
        Judgement.Fails => "fails",
        _ => "mismatch",
    };

    /// <summary>Why something is a mismatch; <see langword="null"/> if it is none.</summary>
    internal static string? Why(Judgement? judgement) => judgement is { } known && known.IsMismatch()
        ? JsonNamingPolicy.SnakeCaseLower.ConvertName(known.ToString())
        : null;

    /// <summary>The type of a value: a boolean is told as one, not which.</summary>
    internal static string? Of(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => null,
    };
}
