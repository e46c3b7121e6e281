using Microsoft.Extensions.Primitives;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>
/// One policy document from elsewhere than a file or the configuration. Register it as a singleton; assignments refer to it
/// by its name.
/// </summary>
/// <remarks>
/// Implementations must be safe for concurrent use. Whatever they throw is reported; at start it stops the host, later the
/// last good policy stays in force.
/// </remarks>
public interface IPolicySource
{
    /// <summary>The policy's name, always the same.</summary>
    string Name { get; }

    /// <summary>Where the document comes from, for messages to the operator.</summary>
    string Origin { get; }

    /// <summary>Reads the document as it is now: at start, and after each change that <see cref="Watch"/> told of.</summary>
    /// <returns>The document: strict JSON in UTF-8, at most 1 MiB. It is copied.</returns>
    ReadOnlyMemory<byte> Read();

    /// <summary>Watches the document. Called before each <see cref="Read"/>, so that no change falls between the two.</summary>
    /// <returns>A token that calls back when the document may have changed from now on; a new one after it has.</returns>
    IChangeToken Watch();
}
