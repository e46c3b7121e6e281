using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyLayer.Core.Tests.DependencyInjection;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.DependencyInjection.PolicyTexts;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Telemetry;

public sealed class JsonLinesSinkTests : IDisposable
{
    private static readonly string[] LogWords = ["cannot be written", "faster than", "again"];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("events-");

    private string Path => System.IO.Path.Combine(_directory.FullName, "events.jsonl");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Every_decision_is_a_line_once_the_container_is_disposed()
    {
        using (var engine = EngineWith(Limited(max: 1)))
        {
            engine.Decide("""{ "b": 1, "a": 2 }""");
            engine.Decide();
        }

        var lines = ReadLines();
        Assert.Equal(["allow", "rate_limited"], lines.Select(line => Text(line.GetProperty("decision"), "outcome")));
        Assert.All(lines, line => Assert.Equal("decision", Text(line, "type")));
        Assert.Equal(["a", "b"], lines[0].GetProperty("argument_keys").EnumerateArray().Select(key => key.GetString()));
        Assert.Equal("2026-01-01T00:00:00Z", Text(lines[0], "time"));
        Assert.Equal("main", Text(lines[0].GetProperty("policy"), "name"));
        Assert.Equal(60_000, lines[1].GetProperty("decision").GetProperty("retry_after_ms").GetInt32());
    }

    [Fact]
    public void A_line_is_ASCII_whatever_callers_and_policies_choose()
    {
        const string Hostile = "\u202e\u2028\u0085\u001b[2J\n<script>\ud800é";
        using (var engine = EngineWith("""
            { "version": "1", "default": "deny", "tools": { "t": { "action": "deny", "reason": "a\u202e\nb" } } }
            """))
        {
            engine.Decide(tool: Hostile, caller: new("server", Hostile, Hostile));
            engine.Decide("""{ "\u202ekey\n": 1 }""");
        }

        var text = File.ReadAllText(Path);
        Assert.Equal(2, text.Count(unit => unit == '\n'));
        Assert.DoesNotContain(text, unit => unit is not ('\n' or (>= ' ' and <= '~')) or '<');
        Assert.Equal("a\u202e\nb", Text(ReadLines()[1].GetProperty("decision"), "message"));
        Assert.Equal(Hostile.Replace('\ud800', '\ufffd'), Text(ReadLines()[0], "grant"));
    }

    [Fact]
    public void What_is_in_the_file_stays_and_a_torn_line_spoils_no_other()
    {
        File.WriteAllText(Path, "{\"type\":\"decision\"}\n{\"type\":\"dec");
        using (var engine = EngineWith(AllowAll))
            engine.Decide();

        var lines = File.ReadAllLines(Path);
        Assert.Equal(3, lines.Length);
        Assert.Equal("{\"type\":\"dec", lines[1]);
        Assert.Equal("decision", Text(JsonElement.Parse(lines[2]), "type"));
    }

    [Fact]
    public void A_locked_file_fails_no_decision_and_the_loss_is_counted_logged_and_reported()
    {
        using var lost = new ManualResetEventSlim();
        RecordedLog log;
        using (var engine = EngineWith(AllowAll))
        {
            log = engine.Log;
            using var metrics = new HeardMetrics(engine.Services);
            metrics.OnHeard = name => Set(lost, name);
            using (new FileStream(Path, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                Assert.Equal(DecisionCodes.Allowed, engine.Decide().Code);
                Assert.True(lost.Wait(TimeSpan.FromMinutes(1)), "The file was not locked.");
            }

            engine.Decide();
            Assert.Equal(1, metrics.Sum("policylayer.events.dropped", "policylayer.sink", "JsonLinesSink"));
        }

        Assert.Equal([LogLevel.Error, LogLevel.Information], log.Entries.Select(entry => entry.Level));
        var lines = ReadLines();
        Assert.Equal(["dropped", "decision"], lines.Select(line => Text(line, "type")));
        Assert.Equal(1, lines[0].GetProperty("count").GetInt32());
    }

    [FullDiskFact]
    public void A_full_disk_fails_no_decision()
    {
        using var lost = new ManualResetEventSlim();
        using var engine = new ObservedEngine(AllowAll, events => events.File = FullDiskFactAttribute.Device);
        using var metrics = new HeardMetrics(engine.Services);
        metrics.OnHeard = name => Set(lost, name);

        Assert.Equal(DecisionCodes.Allowed, engine.Decide().Code);

        Assert.True(lost.Wait(TimeSpan.FromMinutes(1)), "The disk was not full.");
        Assert.Contains("No space left", LoggedFailure(engine), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_queue_drops_what_comes_then_and_every_event_is_either_written_or_counted()
    {
        const int Threads = 4;
        const int Calls = 2_000;
        using var stuck = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        RecordedLog log;
        using (var engine = new ObservedEngine(AllowAll, events => events.File = Path))
        {
            log = engine.Log;

            // The first batch fails, because the file is a directory, and telling of that takes as long as this test likes.
            Directory.CreateDirectory(Path);
            engine.Log.OnLog = () =>
            {
                stuck.Set();
                goOn.Wait(TimeSpan.FromMinutes(1));
            };
            engine.Decide();
            Assert.True(stuck.Wait(TimeSpan.FromMinutes(1)), "The writer did not fail.");
            engine.Log.OnLog = () => { };

            Race.Run(Threads, _ => CallMany(engine, Calls), afterRound: _ => false);
            Directory.Delete(Path);
            goOn.Set();
        }

        var lines = ReadLines();
        var dropped = lines.Where(line => Text(line, "type") == "dropped").Sum(line => line.GetProperty("count").GetInt64());
        var written = lines.Where(line => Text(line, "type") == "decision").Select(line => Text(line, "id")).ToList();
        Assert.Equal(4_096, written.Count);
        Assert.Equal(written.Count, written.Distinct().Count());
        Assert.Equal(1 + (Threads * Calls), written.Count + dropped);

        // That the file fails, that the queue is full, and that all is well again: each once, however many events were lost.
        Assert.Equal(
            [(LogLevel.Information, "again"), (LogLevel.Error, "cannot be written"), (LogLevel.Error, "faster than")],
            log.Entries.Select(entry => (entry.Level, Told(entry.Text))).Order());
    }

    [Fact]
    public void Threads_that_decide_at_once_write_whole_lines()
    {
        const int Threads = 4;
        const int Calls = 500;
        using (var engine = EngineWith(AllowAll))
            Race.Run(Threads, _ => CallMany(engine, Calls), afterRound: _ => false);

        Assert.Equal(Threads * Calls, ReadLines().Count);
    }

    [Fact]
    public void A_file_that_is_moved_away_is_begun_anew()
    {
        using var written = new ManualResetEventSlim();
        using (var watcher = new FileSystemWatcher(_directory.FullName) { EnableRaisingEvents = true })
        using (var engine = EngineWith(AllowAll))
        {
            watcher.Changed += (_, _) => written.Set();
            engine.Decide();
            Assert.True(written.Wait(TimeSpan.FromMinutes(1)), "Nothing was written.");
            File.Move(Path, Path + ".1");
            engine.Decide();
        }

        Assert.Single(ReadLines());
        Assert.Single(File.ReadAllLines(Path + ".1"));
    }

    private static string Told(string text) =>
        LogWords.Single(words => text.Contains(words, StringComparison.Ordinal));

    private ObservedEngine EngineWith(string policy) => new(policy, events => events.File = Path);

    private static void CallMany(ObservedEngine engine, int times)
    {
        for (var i = 0; i < times; i++)
            engine.Evaluator.Evaluate(Call());
    }

    private static void Set(ManualResetEventSlim signal, string instrument)
    {
        if (instrument == "policylayer.events.dropped")
            signal.Set();
    }

    // The loss is counted before it is logged, so disposing of the engine waits for the log.
    private static string LoggedFailure(ObservedEngine engine)
    {
        engine.Dispose();
        return Assert.Single(engine.Log.Exceptions).Message;
    }

    private List<JsonElement> ReadLines() =>
        [.. File.ReadAllLines(Path, new UTF8Encoding(false, throwOnInvalidBytes: true)).Select(line => JsonElement.Parse(line))];

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
