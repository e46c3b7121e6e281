using System.Collections.Frozen;
using System.Text.Json;

namespace PolicyLayer.Core.Risk;

/// <summary>Finds what is worth knowing of a tool beside its category.</summary>
internal static class SignalReader
{
    private const int ManyParameters = 12;

    // What a tool is called says whom it acts on and what it administers; what it takes is said by its parameters.
    private static readonly FrozenSet<RiskSignal> OfTheName =
        FrozenSet.Create(RiskSignal.ManyTargets, RiskSignal.Administrative, RiskSignal.Credentials);

    private static readonly FrozenSet<RiskSignal> OfParameters = FrozenSet.Create(
        RiskSignal.ManyTargets, RiskSignal.FilePath, RiskSignal.Url, RiskSignal.RawMarkup, RiskSignal.Credentials);

    internal static IReadOnlyList<RiskSignal> Read(string[] name, List<(string Name, JsonElement Schema)> parameters)
    {
        var found = new SortedSet<RiskSignal>();
        Add(found, name, OfTheName);
        foreach (var (parameter, _) in parameters)
        {
            Add(found, NameWords.Split(parameter), OfParameters);
            if (RunnableCode.IsParameter(parameter))
                found.Add(RiskSignal.FreeFormCode);
        }

        if (parameters.Count >= ManyParameters)
            found.Add(RiskSignal.ManyParameters);
        return [.. found];
    }

    private static void Add(SortedSet<RiskSignal> found, string[] words, FrozenSet<RiskSignal> allowed)
    {
        foreach (var word in words)
            found.UnionWith(SignalWords.Of(word).Where(allowed.Contains));

        // A key alone is a place in a table; an API key opens something.
        for (var i = 1; i < words.Length; i++)
        {
            if (words[i] is "key" or "keys" && words[i - 1] is "api" or "access" or "private" or "secret" or "ssh" or "public")
                found.Add(RiskSignal.Credentials);
        }
    }
}
