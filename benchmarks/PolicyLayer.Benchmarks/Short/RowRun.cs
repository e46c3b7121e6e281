using System.Reflection;

namespace PolicyLayer.Benchmarks.Short;

/// <summary>Measures the cases of one row and their peers.</summary>
internal sealed class RowRun
{
    private const string Clock = "Clock";
    private const int Rounds = 15;

    private readonly BenchmarkClass _class;
    private readonly MethodInfo[] _cases;
    private readonly MethodInfo[] _peers;
    private readonly Dictionary<(string Benchmark, object? Parameter), Measurement> _measured = [];

    internal RowRun(BenchmarkClass benchmarks)
    {
        _class = benchmarks;
        var peers = benchmarks.Benchmarks.Select(PeerOf).OfType<string>().ToHashSet();
        _cases = [.. benchmarks.Benchmarks.Where(benchmark => !peers.Contains(benchmark.Name))];
        _peers = [.. benchmarks.Benchmarks.Where(benchmark => peers.Contains(benchmark.Name))];
    }

    internal IReadOnlyList<CaseResult> Measure()
    {
        // Peers apart: some have timers, which would run while the engine is measured.
        foreach (var parameter in _class.Parameters)
        {
            MeasureAll(_cases, parameter);
            MeasureAll(_peers, parameter);
        }

        return [.. _cases.SelectMany(benchmark => _class.Parameters.Select(parameter => ResultOf(benchmark, parameter)))];
    }

    private void MeasureAll(MethodInfo[] benchmarks, object? parameter)
    {
        foreach (var alone in benchmarks.Where(IsLive))
        {
            using var prepared = _class.Prepare(alone, parameter);
            _measured[(alone.Name, parameter)] = LiveTimer.Measure(prepared.Operation, prepared.OperationsPerInvoke);
        }

        MeasureInTurns([.. benchmarks.Where(static benchmark => !IsLive(benchmark))], parameter);
    }

    // All are warm before one is measured, since what is compiled for one is shaped by the others; and they take turns, so that
    // what else the machine does hits them alike.
    private void MeasureInTurns(MethodInfo[] benchmarks, object? parameter)
    {
        PreparedBenchmark[] prepared = [.. benchmarks.Select(benchmark => _class.Prepare(benchmark, parameter))];
        SteadyTimer[] timers = [.. prepared.Select(static one => new SteadyTimer(one.Operation, one.OperationsPerInvoke))];
        GC.Collect();
        foreach (var timer in timers)
            timer.WarmUp();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var timer in timers)
                timer.MeasureRound();
        }

        foreach (var one in prepared)
            one.Dispose();
        foreach (var (benchmark, timer) in benchmarks.Zip(timers))
            _measured[(benchmark.Name, parameter)] = timer.Result;
    }

    private CaseResult ResultOf(MethodInfo benchmark, object? parameter)
    {
        var result = new CaseResult(_class.Row, _class.NameOf(benchmark, parameter), _measured[(benchmark.Name, parameter)]);
        if (PeerOf(benchmark) is { } name)
        {
            var peer = _peers.Single(peer => peer.Name == name);
            result = result.Beside(_class.NameOf(peer, parameter), _measured[(name, parameter)]);
        }

        var clock = _measured.GetValueOrDefault((Clock, parameter)).Min;
        var smallest = _measured[(benchmark.Name, _class.Parameters[0])].Min;
        return benchmark.GetCustomAttribute<TargetAttribute>() is { } target ? result.Judge(target, clock, smallest) : result;
    }

    private static string? PeerOf(MethodInfo benchmark) => benchmark.GetCustomAttribute<PeerAttribute>()?.Method;

    private static bool IsLive(MethodInfo benchmark) => benchmark.IsDefined(typeof(LiveBytesAttribute));
}
