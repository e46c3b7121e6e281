using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

internal static class StrictJson
{
    internal static bool TryReadCall(ReadOnlySpan<byte> utf8, out string tool, out JsonElement arguments) =>
        throw new NotSupportedException();
}
