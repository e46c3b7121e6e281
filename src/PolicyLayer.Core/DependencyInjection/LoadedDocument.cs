using Microsoft.Extensions.Primitives;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>Where one policy document stands. Immutable.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Policy">The last good one; <see langword="null"/> if there has been none.</param>
/// <param name="Problems">Why what is there now is not used; empty if it is.</param>
/// <param name="Warnings">What is doubtful about <paramref name="Policy"/>.</param>
/// <param name="Changed">Tells that the source may hold something else by now.</param>
internal sealed record LoadedDocument(
    IPolicySource Source,
    Policy? Policy,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Warnings,
    IChangeToken Changed);
