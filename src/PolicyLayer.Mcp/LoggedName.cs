using PolicyLayer.Core.Telemetry;

namespace PolicyLayer.Mcp;

/// <summary>A name for the log that the engine did not choose: it can neither write lines nor hide text.</summary>
internal static class LoggedName
{
    private const int Longest = 128;

    /// <summary>The name of a tool. The caller chose it, so it is cut short.</summary>
    public static string OfTool(string name) => CallText.Printable(CallText.Cut(name, Longest));

    /// <summary>The name of a method, which the caller chose as well.</summary>
    public static string OfMethod(string name) => OfTool(name);

    /// <summary>A part of a caller's identity, in full: those who begin alike are not the same.</summary>
    public static string? OfCaller(string? name) => name is null ? null : CallText.Printable(name);

    /// <summary>The pointer to a rule, in full as well: whoever reads the log looks for it in the policy.</summary>
    public static string OfRule(string pointer) => CallText.Printable(pointer);
}
