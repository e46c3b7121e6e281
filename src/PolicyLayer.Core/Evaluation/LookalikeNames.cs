namespace PolicyLayer.Core.Evaluation;

/// <summary>Recognises names that read like a listed or hidden one without being it.</summary>
internal sealed class LookalikeNames(IEnumerable<string> names)
{
    internal bool Resembles(string tool) => names.Contains(tool);
}
