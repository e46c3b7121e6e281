using PolicyLayer.Core;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Eval;

/// <summary>Writes each decision as one line of JSON, as soon as it is made.</summary>
internal sealed class JsonLinesWriter(TextWriter output) : IDecisionWriter
{
    private readonly JsonLine _line = new(output);

    public void Write(RecordedCall call, in PolicyDecision decision)
    {
        var made = decision;
        _line.Write(json => DecisionJson.WriteMembers(json, made));
    }

    public void End()
    {
    }
}
