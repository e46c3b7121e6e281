using System.Text.Json;

namespace PolicyLayer.Core.Risk;

/// <summary>What a server claims of its tool. A claim may raise a risk and never lower it; only such are read.</summary>
internal static class AnnotationClaims
{
    internal static bool IsDestructive(JsonElement annotations) =>
        Is(annotations, "destructiveHint"u8, JsonValueKind.True) && !Is(annotations, "readOnlyHint"u8, JsonValueKind.True);

    internal static bool ChangesSomething(JsonElement annotations) => Is(annotations, "readOnlyHint"u8, JsonValueKind.False);

    private static bool Is(JsonElement annotations, ReadOnlySpan<byte> hint, JsonValueKind value) =>
        JsonText.Member(annotations, hint).ValueKind == value;
}
