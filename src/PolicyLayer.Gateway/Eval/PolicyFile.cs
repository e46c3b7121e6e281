using PolicyLayer.Core;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Eval;

/// <summary>Loads the policy that a person named, and reports every problem of it.</summary>
internal static class PolicyFile
{
    /// <summary>The policy, or <see langword="null"/> if it has errors. Its problems are on <paramref name="error"/>.</summary>
    internal static Policy? Load(string path, TextWriter error)
    {
        var loaded = InputFile.Read(path, "policy", file => Policy.LoadFile(file));
        foreach (var diagnostic in loaded.Diagnostics)
            error.WriteLine(Printable.Text(path + diagnostic));
        return loaded.Policy;
    }
}
