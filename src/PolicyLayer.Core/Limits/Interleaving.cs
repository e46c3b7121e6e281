using System.Diagnostics;

namespace PolicyLayer.Core.Limits;

/// <summary>
/// Marks the moments between two steps of an algorithm in which another thread may come in. Compiles to nothing; a test project
/// compiles these sources once more with a version of this file that lets a test step in.
/// </summary>
internal static class Interleaving
{
    [Conditional("INTERLEAVING")]
    internal static void At(Step step) => _ = step;
}
