using System.Globalization;
using PolicyLayer.Core;
using PolicyLayer.Core.Risk;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Recommend;

/// <summary>A recommended policy as text that may be shown and used: it was loaded once, and nothing in it fools a reader.</summary>
internal static class RecommendedText
{
    /// <summary>The text. Tools that it had to leave out or to deny are told on standard error.</summary>
    /// <exception cref="CommandException">There are more tools than a policy can hold.</exception>
    internal static string Of(RecommendedPolicy policy, CommandIO io)
    {
        foreach (var name in policy.LeftOut)
            io.WriteFailure($"No policy can name the tool '{Printable.Short(name)}', and no call can; it is left out.");
        if (policy.Denied.Count > 0)
        {
            io.WriteFailure($"The policy's default denies these tools, and they stay denied: {Names(policy.Denied)}. "
                + "To let one through, take its \"action\" and \"reason\" out.");
        }

        // What could fool a reader stands inside of strings, where JSON reads the escapes as well.
        var text = string.Join('\n', policy.Json.Split('\n').Select(Printable.Text));
        var problem = Policy.Load(text).Diagnostics.FirstOrDefault(found => found.Severity == DiagnosticSeverity.Error);
        return problem is null
            ? text
            : throw new CommandException($"No policy can hold all of that: {problem.Message.TrimEnd('.')}. Leave out tools.");
    }

    private static string Names(IReadOnlyList<string> tools)
    {
        const int Shown = 20;
        var rest = tools.Count - Shown;
        return string.Join(", ", tools.Take(Shown))
            + (rest > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {rest} more") : "");
    }
}
