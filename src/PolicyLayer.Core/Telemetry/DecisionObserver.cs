using System.Diagnostics;

namespace PolicyLayer.Core.Telemetry;

/// <summary>
/// Tells whoever listens of decisions. Whatever goes wrong in that, in a sink or in a listener of the host, is counted and goes
/// no further.
/// </summary>
internal sealed class DecisionObserver(
    IEnumerable<IDecisionSink> sinks, DecisionInstruments instruments, EventMaker events, TimeProvider timeProvider)
{
    /// <summary>As long as a name in a policy can be.</summary>
    internal const int LongestName = 128;

    private static readonly PolicyOutcome[] Outcomes = Enum.GetValues<PolicyOutcome>();

    private readonly IDecisionSink[] _sinks = [.. sinks];

    /// <summary>Whether anybody wants to hear of the next decision.</summary>
    internal bool IsListening => instruments.IsListening || (_sinks.Length > 0 && AnySinkListens());

    internal Observation Begin(ServedPolicy? policy)
    {
        Activity? span = null;
        long? started = null;
        try
        {
            started = timeProvider.GetTimestamp();
            span = instruments.Start();
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            // The clock or a listener of the host failed. The call is decided without them.
        }

        return new(policy, started, span);
    }

    /// <summary>Tells of a decision.</summary>
    /// <param name="call">What was called.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="observation">What was noted before.</param>
    /// <param name="policyNow">The caller's policy after the decision: another than before if a reload came in between.</param>
    /// <param name="approval">What became of the approval that the call came with, if it did.</param>
    internal void Tell(
        in ToolCall call,
        in PolicyDecision decision,
        in Observation observation,
        ServedPolicy? policyNow,
        ApprovalTrace? approval = null)
    {
        var duration = Since(observation.Started);
        var policy = ReferenceEquals(policyNow, observation.Policy) ? policyNow : null;
        try
        {
            if (approval is null && decision.ApprovalRequest is { } request)
                approval = new(request.Id, answer: null);
            instruments.Count(decision, duration);
            if (observation.Span is { IsAllDataRequested: true } span)
                DecisionSpan.Describe(span, call, decision, policy?.Policy, approval);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            // As in Begin.
        }

        DecisionEvent? told = null;
        foreach (var sink in _sinks)
        {
            try
            {
                if (sink.IsEnabled(decision.JudgedVerdict.Outcome))
                    sink.Record(told ??= events.Make(call, decision, duration ?? TimeSpan.Zero, policy, approval));
            }
            catch (Exception exception) when (Faults.CanBeDenied(exception))
            {
                CountDropped(sink);
            }
        }
    }

    /// <summary>Ends what <see cref="Begin"/> began, whether or not there was a decision.</summary>
    internal static void End(in Observation observation)
    {
        try
        {
            observation.Span?.Dispose();
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            // As in Begin.
        }
    }

    private TimeSpan? Since(long? started)
    {
        try
        {
            return started is { } known ? timeProvider.GetElapsedTime(known) : null;
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            // The decision stands, whatever the clock does after it.
            return null;
        }
    }

    private bool AnySinkListens()
    {
        foreach (var sink in _sinks)
        {
            foreach (var outcome in Outcomes)
            {
                if (Listens(sink, outcome))
                    return true;
            }
        }

        return false;
    }

    private static bool Listens(IDecisionSink sink, PolicyOutcome outcome)
    {
        try
        {
            return sink.IsEnabled(outcome);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            // It is asked again after the decision, and its failure is counted there.
            return true;
        }
    }

    private void CountDropped(IDecisionSink sink)
    {
        try
        {
            instruments.CountDropped(sink.GetType().Name, 1);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            // As in Begin.
        }
    }
}
