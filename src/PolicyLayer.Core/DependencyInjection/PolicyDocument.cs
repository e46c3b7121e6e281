using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>Reads and compiles the document of one source, again only when it has changed, and keeps the last good one.</summary>
[RequiresUnreferencedCode(SchemaReflection.Trimmed)]
[RequiresDynamicCode(SchemaReflection.Compiled)]
internal sealed class PolicyDocument(IPolicySource source, PollTicks ticks)
{
    private readonly Lock _gate = new();
    private byte[]? _content;
    private PolicyLoadResult? _loaded;
    private LoadedDocument? _state;

    internal LoadedDocument Refresh()
    {
        lock (_gate)
        {
            if (_state is null || HasChanged(_state.Changed))
                _state = Load(Watch());
            return _state;
        }
    }

    // A source that fails to watch is read again at the next tick, so that no change of it is missed for good. A token that cannot be
    // used is found out here, where it is the trouble of this document alone.
    private IChangeToken Watch()
    {
        try
        {
            var changed = source.Watch() ?? ticks.Next();
            _ = changed.HasChanged;
            changed.RegisterChangeCallback(static _ => { }, state: null).Dispose();
            return changed;
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            return ticks.Next();
        }
    }

    private static bool HasChanged(IChangeToken changed)
    {
        try
        {
            return changed.HasChanged;
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            return true;
        }
    }

    private LoadedDocument Load(IChangeToken changed)
    {
        try
        {
            var content = source.Read();
            if (_loaded is null || !content.Span.SequenceEqual(_content))
            {
                _content = content.ToArray();
                _loaded = Policy.Load(_content, source.Name);
            }

            string[] diagnostics = [.. _loaded.Diagnostics.Select(diagnostic => source.Origin + diagnostic)];
            return _loaded.IsValid
                ? new(source, _loaded.Policy, Problems: [], Warnings: diagnostics, changed)
                : new(source, _state?.Policy, Problems: diagnostics, _state?.Warnings ?? [], changed);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            var problem = $"{source.Origin}: The policy document cannot be read: {exception.Message}";

            // What fails once may be read a moment later, without any change that the source could tell of.
            var again = new CompositeChangeToken([changed, ticks.Next()]);
            return new(source, _state?.Policy, Problems: [problem], _state?.Warnings ?? [], again);
        }
    }
}
