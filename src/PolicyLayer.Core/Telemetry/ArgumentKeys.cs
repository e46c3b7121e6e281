using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Telemetry;

/// <summary>The top-level keys of arguments. However many there are and however long they are, an event stays small.</summary>
internal static class ArgumentKeys
{
    internal const int Most = 32;
    internal const int Longest = 64;

    internal static int Count(in ToolArguments arguments) =>
        arguments.Members is { } members ? members.Count
        : arguments.Value.ValueKind == JsonValueKind.Object ? arguments.Value.GetPropertyCount()
        : 0;

    internal static string[] Of(in ToolArguments arguments)
    {
        var names = arguments.Members is { } members ? members.Keys
            : arguments.Value.ValueKind == JsonValueKind.Object ? arguments.Value.EnumerateObject().Select(NameOf)
            : [];
        string[] keys = [.. names.Take(Most).Select(static name => CallText.Cut(name, Longest))];
        Array.Sort(keys, StringComparer.Ordinal);
        return keys;
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no text, so the name is told as it is written.
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member));
        }
    }
}
