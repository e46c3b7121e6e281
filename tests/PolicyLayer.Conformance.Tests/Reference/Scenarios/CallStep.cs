using System.Text.Json;
using PolicyLayer.Conformance.Tests.Reference.Counting;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>A call.</summary>
/// <param name="Number">What completions name it by.</param>
/// <param name="Way">Which method is asked.</param>
/// <param name="Form">How the call is put.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Tool">The tool's name.</param>
/// <param name="Arguments">The arguments as JSON text; <see langword="null"/> for none.</param>
/// <param name="Context">What the host vouches for as JSON text; <see langword="null"/> for nothing.</param>
/// <param name="Waits">Whether a refusal by rate is waited for, to see that the wait is as told.</param>
/// <param name="Approval">With <see cref="CallWay.EvaluateApproved"/>, the number of the call whose approval this one comes with.</param>
internal sealed record CallStep(
    int Number,
    CallWay Way,
    CallPut Form,
    Caller Caller,
    string Tool,
    string? Arguments,
    string? Context,
    bool Waits,
    int? Approval = null) : ScenarioStep
{
    public override string ToString() =>
        $"call {Number}: {Way}, {Form}, by {Caller}: {JsonSerializer.Serialize(Tool)} {Arguments ?? "without arguments"}"
            + (Context is null ? "" : $", context {Context}")
            + (Waits ? ", and wait if told to" : "")
            + (Approval is null ? "" : $", with the approval of call {Approval}");
}
