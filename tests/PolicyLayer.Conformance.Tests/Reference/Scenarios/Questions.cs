using PolicyLayer.Conformance.Tests.Reference.Approving;
using PolicyLayer.Conformance.Tests.Reference.Counting;
using PolicyLayer.Core;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>What people are asked in a scenario: by the engine, whose store keeps it, and by the reference.</summary>
internal sealed class Questions(TimeProvider clock) : IDisposable
{
    private readonly InMemoryApprovalStore _store = new(timeProvider: clock);
    private readonly Dictionary<int, string> _ids = [];
    private readonly Dictionary<ApprovedCall, string> _digests = [];

    internal IApprovalStore Store => _store;

    public void Dispose() => _store.Dispose();

    /// <summary>The engine's ticket for a call; one that does not exist if nobody was asked about it.</summary>
    internal string IdOf(int number) => _ids.GetValueOrDefault(number, "");

    /// <summary>Asks as the engine says, and says what is wrong with the question.</summary>
    internal string? Ask(int number, ApprovalRequest request, ApprovedCall? expected)
    {
        if (expected is null)
            return request is { Id: "", Digest: "" } ? null : "nobody can approve this call, but a person is asked to";

        // Two requests have the same digest if, and only if, they are for the same call under the same policy.
        if (_digests.TryAdd(expected, request.Digest) && _digests.Values.Distinct().Count() < _digests.Count)
            return $"the digest {request.Digest} is that of another call as well";
        if (_digests[expected] != request.Digest)
            return $"the digest of this call was {_digests[expected]}, and is {request.Digest}";

        _ids[number] = request.Id;
        var caller = new Caller(request.Server, request.Grant, request.Session);
        return (caller, request.Tool) == (expected.Caller, expected.Tool) && Wait(_store.AddAsync(request))
            ? null
            : $"a person is asked about {request.Tool} by {caller}";
    }

    /// <summary>Answers in the engine's store; false if the question is not open.</summary>
    internal bool Answer(AnswerStep step) =>
        Wait(step.Approves ? _store.ApproveAsync(IdOf(step.Number), "p") : _store.RejectAsync(IdOf(step.Number), "p"));

    private static bool Wait(ValueTask<bool> task) => task.AsTask().GetAwaiter().GetResult();
}
