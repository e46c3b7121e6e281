using PolicyLayer.Conformance.Tests.Reference.Approving;
using PolicyLayer.Conformance.Tests.Reference.Counting;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Makes up scenarios.</summary>
internal sealed class ScenarioWriter
{
    private readonly Dice _dice;
    private readonly PolicyWriter _policies;
    private readonly List<ScenarioStep> _steps = [];
    private readonly List<Caller> _callers;
    private readonly List<CallStep> _calls = [];

    private ScenarioWriter(Dice dice)
    {
        _dice = dice;
        _policies = new(dice);
        _callers = [.. Enumerable.Range(0, dice.Pick(1, 2, 2, 4)).Select(_ => Caller())];
    }

    /// <summary>The scenario of a seed.</summary>
    internal static Scenario Write(int seed) => new ScenarioWriter(new(seed)).WriteAll(seed);

    private Scenario WriteAll(int seed)
    {
        List<string> policies = [.. Enumerable.Range(0, _dice.Pick(1, 1, 2, 3)).Select(_ => _policies.Write())];
        List<IReadOnlyList<PolicyFor>> sets = [.. policies.Select((_, index) => Set(index, policies.Count))];
        for (var count = _dice.Between(5, 90); count > 0; count--)
            _steps.AddRange(_policies.Asks && _dice.Chance(12) ? Approval() : [Step(sets.Count)]);
        return new(seed, policies, sets, _steps, _dice.Chance(2) ? _dice.Between(1, 120) : 1 << 20);
    }

    // Most often everyone has one policy; else some have another one, or none.
    private List<PolicyFor> Set(int policy, int count)
    {
        if (_dice.Chance(70))
            return [new(policy)];

        List<PolicyFor> set = [new(policy, "s", _dice.Pick(null, "g"))];
        if (_dice.Chance(50))
            set.Add(new(_dice.Between(0, count - 1), _dice.Pick(null, "s", "S")));
        if (_dice.Chance(30))
            set.Add(new(_dice.Between(0, count - 1), "s", "h"));
        return [.. set.DistinctBy(static one => (one.Server, one.Grant))];
    }

    private ScenarioStep Step(int sets) => _dice.Between(0, 99) switch
    {
        < 35 when _calls.Count > 0 => Remember(Again(_calls[^1])),
        < 62 => Call(),
        < 78 when _calls.Count > 0 => new CompleteStep(
            Earlier().Number, _dice.Pick("ok", "error", "not_dispatched", "not_dispatched"), IsAsync: _dice.Chance(30)),
        < 91 => new TimeStep(Span(), OfWallClock: false),
        < 93 => new TimeStep(_dice.Chance(50) ? Span() : -Span(), OfWallClock: true),
        < 99 => new ReloadStep(_dice.Between(0, sets - 1)),
        _ => Call(),
    };

    // The latest call mostly, or one that may have ended long ago.
    private CallStep Earlier() => _dice.Chance(60) ? _calls[^1] : _dice.Pick(_calls);

    private CallStep Again(CallStep call) => call with
    {
        Number = _calls.Count,
        Waits = call.Way != CallWay.EvaluateApproved && _dice.Chance(20),
    };

    // A call, an answer, sometimes time that passes, and calls that come with the approval.
    private IEnumerable<ScenarioStep> Approval()
    {
        var asked = Call();
        yield return asked;
        yield return new AnswerStep(_dice.Chance(90) ? asked.Number : Earlier().Number, Approves: _dice.Chance(75));
        if (_dice.Chance(30))
            yield return new TimeStep(_dice.Pick(Span(), Ticket.Lifetime - 1, Ticket.Lifetime), OfWallClock: _dice.Chance(20));
        for (var count = _dice.Between(1, 3); count > 0; count--)
            yield return Remember(WithApproval(asked));
    }

    // The same call mostly, else one that differs in one thing.
    private CallStep WithApproval(CallStep approved)
    {
        var call = approved with
        {
            Number = _calls.Count,
            Way = CallWay.EvaluateApproved,
            Approval = approved.Number,
            Waits = false,
        };
        return _dice.Between(0, 8) switch
        {
            0 => call with { Arguments = Arguments(isTidy: true) },
            1 => call with { Caller = _dice.Pick(_callers) },
            2 => call with { Tool = _dice.Pick(PolicyWriter.Names) },
            3 => call with { Context = Context(isTidy: true) },
            4 => call with { Form = _dice.Pick(CallPut.Value, CallPut.Members, CallPut.Bytes) },
            5 => call with { Approval = Earlier().Number },
            _ => call,
        };
    }

    private CallStep Call()
    {
        var isTidy = _dice.Chance(70);
        return Remember(new(
            _calls.Count,
            _dice.Chance(60) ? CallWay.Evaluate : _dice.Pick(CallWay.EvaluateAsync, CallWay.Preview, CallWay.Explain),
            !isTidy && _dice.Chance(10)
                ? CallPut.BytesWithOtherCase
                : _dice.Pick(CallPut.Value, CallPut.Resolved, CallPut.Members, CallPut.Bytes),
            _dice.Pick(_callers),
            _dice.Pick(_dice.Chance(92) ? PolicyWriter.Names : PolicyWriter.OtherNames),
            Arguments(isTidy),
            _dice.Chance(60) ? Context(isTidy) : null,
            _dice.Chance(20)));
    }

    private Caller Caller() => new(
        _dice.Pick("s", "s", "s", "s", "s", "S"),
        _dice.Pick("g", "g", "g", "g", "h"),
        _dice.Pick(null, "x", "x", "y"));

    private CallStep Remember(CallStep call)
    {
        _calls.Add(call);
        return call;
    }

    private string? Arguments(bool isTidy)
    {
        if (isTidy || _dice.Chance(90))
            return new ArgumentsWriter(_dice, isTidy).Write();
        if (_dice.Chance(30))
            return Nested(_dice.Between(62, 64));
        return _dice.Pick(null, "null", "{}", "[]", "5", "\"a\"");
    }

    private static string Nested(int arrays) => $"{{\"o\":⟨{arrays} × [⟩1⟨{arrays} × ]⟩}}";

    private string Context(bool isTidy) =>
        isTidy || _dice.Chance(95) ? new ArgumentsWriter(_dice, isTidy).Write() : _dice.Pick("null", "5", "[]", "{}");

    // Times at which windows and their 64 parts begin and end, and times between.
    private long Span()
    {
        var window = _dice.Pick(_policies.Windows);
        if (_dice.Chance(30))
            window = _policies.Windows.Min();
        return _dice.Between(0, 12) switch
        {
            0 => window,
            1 => window - 1,
            2 => window + 1,
            3 => window / 64,
            4 => window * 65 / 64,
            5 => window / 2,
            6 => TimeSpan.TicksPerMillisecond,
            7 => 1,
            8 => window * 3,
            9 or 10 => _dice.UpTo(window / 10),
            _ => _dice.UpTo(window),
        };
    }
}
