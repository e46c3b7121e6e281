using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>The last valid options, made anew when their configuration changes.</summary>
/// <remarks>
/// They come from the factory, not from a monitor: a monitor does not tell its listeners of options that are not valid, and
/// the operator must learn why a change is refused.
/// </remarks>
internal sealed class LiveOptions
{
    private readonly IOptionsFactory<PolicyLayerOptions> _factory;
    private readonly IOptionsChangeTokenSource<PolicyLayerOptions>[] _sources;
    private readonly PollTicks _ticks;

    /// <exception cref="OptionsValidationException">The options are not valid.</exception>
    public LiveOptions(
        IOptionsFactory<PolicyLayerOptions> factory,
        IEnumerable<IOptionsChangeTokenSource<PolicyLayerOptions>> sources,
        PollTicks ticks)
    {
        _factory = factory;
        _sources = [.. sources.Where(source => string.IsNullOrEmpty(source.Name))];
        _ticks = ticks;
        Changed = Watch();
        Current = factory.Create(Options.DefaultName);
    }

    internal PolicyLayerOptions Current { get; private set; }

    /// <summary>Why the options as they are now are not used; empty if they are.</summary>
    internal IReadOnlyList<string> Problems { get; private set; } = [];

    internal IChangeToken Changed { get; private set; }

    internal void Refresh()
    {
        if (!Changed.HasChanged)
            return;

        Changed = Watch();
        Problems = [.. TryMake()];

        // Options may be refused for a file that is still to come.
        if (Problems.Count > 0)
            Changed = new CompositeChangeToken([Changed, _ticks.Next()]);
    }

    private IEnumerable<string> TryMake()
    {
        try
        {
            Current = _factory.Create(Options.DefaultName);
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            return [$"The options cannot be read: {exception.Message}"];
        }
    }

    private CompositeChangeToken Watch() => new([.. _sources.Select(source => source.GetChangeToken())]);
}
