using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>A call whose tool has asked for input, and what it holds of its limits until it has run with the answer.</summary>
internal sealed class AskingCall(AdmittedCall call, Reservation reservation)
{
    public AdmittedCall Call { get; } = call;

    public Reservation Reservation { get; } = reservation;
}
