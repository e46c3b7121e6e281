using Microsoft.Extensions.Logging;
using static PolicyLayer.Core.Tests.DependencyInjection.PolicyTexts;

namespace PolicyLayer.Core.Tests.DependencyInjection;

public sealed class PolicyFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("policies-");
    private readonly string _file;
    private readonly TestEngine _engine;

    public PolicyFileTests()
    {
        _file = Path.Combine(_directory.FullName, "main.json");
        File.WriteAllText(_file, AllowAll);
        _engine = new(new() { ["Policies:main:File"] = _file, ["Assignments:0:Policy"] = "main" });
        Assert.True(_engine.Allows());
    }

    public void Dispose()
    {
        _engine.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public void A_file_that_is_written_anew_takes_effect()
    {
        File.WriteAllText(_file, DenyAll);

        AssertTakesEffect();
    }

    [Fact]
    public void A_file_that_is_replaced_takes_effect_even_with_an_old_time_stamp()
    {
        var draft = Path.Combine(_directory.FullName, "draft.json");
        File.WriteAllText(draft, DenyAll);
        File.SetLastWriteTimeUtc(draft, File.GetLastWriteTimeUtc(_file));

        File.Move(draft, _file, overwrite: true);

        AssertTakesEffect();
    }

    [Fact]
    public void A_file_behind_a_link_takes_effect_when_the_link_is_swapped()
    {
        var releases = new[] { AllowAll, DenyAll }.Select((text, index) =>
        {
            var release = _directory.CreateSubdirectory($"release-{index}");
            File.WriteAllText(Path.Combine(release.FullName, "main.json"), text);
            return release.FullName;
        }).ToArray();
        var current = Path.Combine(_directory.FullName, "current");
        Directory.CreateSymbolicLink(current, releases[0]);
        using var engine = new TestEngine(new()
        {
            ["Policies:main:File"] = Path.Combine(current, "main.json"),
            ["Assignments:0:Policy"] = "main",
        });
        Assert.True(engine.Allows());

        Directory.Delete(current);
        Directory.CreateSymbolicLink(current, releases[1]);
        engine.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False(engine.Allows());
    }

    [Fact]
    public void A_file_that_is_missing_or_half_written_keeps_the_last_good_policy_until_it_is_whole()
    {
        File.Delete(_file);
        AssertKept(problem: "cannot be read");
        File.WriteAllText(_file, DenyAll[..10]);
        AssertKept(problem: "error PL");
        File.WriteAllText(_file, DenyAll);

        AssertTakesEffect();
    }

    [Fact]
    public void A_file_that_stays_as_it_is_reloads_nothing()
    {
        for (var look = 0; look < 5; look++)
            _engine.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(_engine.Log.Entries);
    }

    [Fact]
    public void Options_that_name_a_file_before_it_is_there_are_taken_once_it_is()
    {
        var later = Path.Combine(_directory.FullName, "later.json");
        using var engine = new TestEngine(new() { ["Policies:main:Text"] = AllowAll, ["Assignments:0:Policy"] = "main" });
        Assert.True(engine.Allows());

        engine.Reconfigure(("Policies:later:File", later), ("Assignments:0:Policy", "later"));
        Assert.True(engine.Allows());
        Assert.Contains(later, Assert.Single(engine.Logged(LogLevel.Error)));

        File.WriteAllText(later, DenyAll);
        engine.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(engine.Allows());
    }

    [Fact]
    public void A_file_larger_than_a_policy_may_be_is_refused()
    {
        File.WriteAllText(_file, DenyAll + new string(' ', 2 << 20));

        AssertKept(problem: "error PL");
    }

    private void AssertTakesEffect()
    {
        _engine.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(_engine.Allows());
        Assert.Equal(["The policies were reloaded."], _engine.Logged(LogLevel.Information));
    }

    private void AssertKept(string problem)
    {
        _engine.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(_engine.Allows());
        Assert.Contains(problem, _engine.Logged(LogLevel.Error)[^1]);
        Assert.Contains(_file, _engine.Logged(LogLevel.Error)[^1]);
    }
}
