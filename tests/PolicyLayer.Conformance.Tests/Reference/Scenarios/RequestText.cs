using System.Text.Json;
using PolicyLayer.TestKit;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Writes the <c>params</c> of a <c>tools/call</c> request.</summary>
internal static class RequestText
{
    internal static string Of(CallStep step)
    {
        var name = JsonSerializer.Serialize(step.Tool);
        var key = step.Form == CallPut.BytesWithOtherCase ? "Arguments" : "arguments";
        var arguments = step.Arguments is null ? "" : $",\"{key}\":{DocumentNotation.Repeat(step.Arguments)}";
        return $"{{\"name\":{name}{arguments},\"_meta\":{{}}}}";
    }
}
