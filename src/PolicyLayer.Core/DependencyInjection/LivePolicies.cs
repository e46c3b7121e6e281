using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>The evaluator of a container, kept up to date with the options and the documents.</summary>
internal sealed class LivePolicies : IDisposable
{
    private readonly LiveOptions _options;
    private readonly PolicyComposer _composer;
    private readonly PolicyDocuments _documents;
    private readonly PollTicks _ticks;
    private readonly ReloadReport _report;
    private readonly CoalescedAction _reload;
    private readonly Lock _watching = new();
    private PolicyComposition _inForce;
    private IDisposable? _watch;
    private bool _disposed;

    /// <exception cref="OptionsValidationException">The options or the documents they name are not valid.</exception>
    public LivePolicies(
        LiveOptions options,
        PolicyComposer composer,
        PolicyDocuments documents,
        PollTicks ticks,
        ReloadReport report,
        TimeProvider timeProvider,
        ICounterStore? store,
        IApprovalStore approvals)
    {
        _options = options;
        _composer = composer;
        _documents = documents;
        _ticks = ticks;
        _report = report;
        _reload = new(ReloadAndWatch);

        _inForce = composer.Compose(options.Current);
        if (_inForce.Policies is null)
            throw new OptionsValidationException(Options.DefaultName, typeof(PolicyLayerOptions), _inForce.Failures);

        Evaluator = new(_inForce.Policies, options.Current.Evaluator, timeProvider, store, approvals);
        report.InForce(_inForce.Documents);
        if (options.Current.ReloadOnChange)
            _reload.Request();
    }

    internal PolicyEvaluator Evaluator { get; }

    public void Dispose()
    {
        lock (_watching)
            _disposed = true;

        // Not under the lock: this waits for a reload that is running, and that ends with taking the lock.
        _watch?.Dispose();
    }

    private void ReloadAndWatch()
    {
        // If the reload fails in a way that nobody thought of, the next tick tries again.
        var changed = _ticks.Next();
        try
        {
            changed = Reload();
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            _report.Refused([exception.Message], exception);
        }
        finally
        {
            Watch(changed);
        }
    }

    private CompositeChangeToken Reload()
    {
        _options.Refresh();
        var next = _composer.Compose(_options.Current, _inForce);
        if (next.Policies is not null)
            PutInForce(next, next.Policies);

        _report.Refused([.. _options.Problems, .. next.Failures, .. next.Documents.SelectMany(document => document.Problems)]);
        return new([_options.Changed, .. next.Documents.Select(document => document.Changed)]);
    }

    private void PutInForce(PolicyComposition next, PolicySet policies)
    {
        var isNew = policies != _inForce.Policies;
        var restartedCounters = isNew ? Evaluator.Update(policies) : [];
        _inForce = next;
        if (_options.Problems.Count == 0)
            _documents.KeepOnly(next.Documents.Select(document => document.Source));

        if (isNew)
            _report.Reloaded(restartedCounters);
        _report.InForce(next.Documents);
    }

    private void Watch(IChangeToken changed)
    {
        lock (_watching)
        {
            if (!_disposed)
                _watch = changed.RegisterChangeCallback(static live => ((LivePolicies)live!)._reload.Request(), this);
        }
    }
}
