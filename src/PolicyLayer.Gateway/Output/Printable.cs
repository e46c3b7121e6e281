using PolicyLayer.Core.Telemetry;

namespace PolicyLayer.Gateway.Output;

/// <summary>
/// Makes text from policies, calls and servers safe to print: nothing in it can move a cursor, hide text or turn its
/// direction around.
/// </summary>
internal static class Printable
{
    // The longest name that a tool can have in a policy.
    private const int MaxNameLength = 128;

    /// <summary>The text on one line, with control, format and broken characters shown as escapes.</summary>
    internal static string Text(string text) => CallText.Printable(text);

    /// <summary>The same, for prose that may come on several lines: they are joined by spaces.</summary>
    internal static string Line(string text) =>
        Text(string.Join(' ', text.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>The same, for a name that may be of any length: of a long one, the beginning is shown.</summary>
    internal static string Short(string text, int maxLength = MaxNameLength) =>
        text.Length <= maxLength ? Line(text) : Line(CallText.Cut(text, maxLength)) + "…";
}
