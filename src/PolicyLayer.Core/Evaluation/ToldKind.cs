using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>The type of a value, as a trace tells it: <c>null</c> is absent, and of a boolean not which it is.</summary>
internal static class ToldKind
{
    internal static JsonValueKind Of(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Null => JsonValueKind.Undefined,
        JsonValueKind.False => JsonValueKind.True,
        _ => kind,
    };
}
