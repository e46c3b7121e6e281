using System.Diagnostics.CodeAnalysis;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>
/// The documents of all sources. Validating the options and reloading share them, so that a document is compiled once and
/// its last good state is known to both.
/// </summary>
[RequiresUnreferencedCode(SchemaReflection.Trimmed)]
[RequiresDynamicCode(SchemaReflection.Compiled)]
internal sealed class PolicyDocuments(PollTicks ticks)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPolicySource, PolicyDocument> _documents = [];

    internal PolicyDocument Of(IPolicySource source)
    {
        lock (_gate)
        {
            if (!_documents.TryGetValue(source, out var document))
                _documents.Add(source, document = new(source, ticks));
            return document;
        }
    }

    /// <summary>Forgets the documents that no options in force refer to.</summary>
    internal void KeepOnly(IEnumerable<IPolicySource> sources)
    {
        var kept = sources.ToHashSet();
        lock (_gate)
        {
            foreach (var source in _documents.Keys.Where(source => !kept.Contains(source)).ToArray())
                _documents.Remove(source);
        }
    }
}
