using Microsoft.Extensions.Logging;
using static PolicyLayer.Core.Tests.DependencyInjection.PolicyTexts;
using static PolicyLayer.Core.Tests.DependencyInjection.TestEngine;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.DependencyInjection;

public sealed class PolicyReloadTests : IDisposable
{
    private readonly ManualPolicySource _source = new("main", AllowAll);
    private readonly TestEngine _engine;

    public PolicyReloadTests()
    {
        _engine = new(AssignedToAll("main"), _source);
        Assert.True(_engine.Allows());
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_changed_document_takes_effect_and_is_logged()
    {
        _source.Change(DenyAll);

        Assert.False(_engine.Allows());
        Assert.Equal(["The policies were reloaded."], _engine.Logged(LogLevel.Information));
    }

    [Fact]
    public void A_document_that_is_told_of_but_has_not_changed_is_not_loaded_again()
    {
        _source.Touch();

        Assert.Equal(2, _source.Reads);
        Assert.Empty(_engine.Log.Entries);
    }

    [Fact]
    public void A_document_with_errors_is_never_used_and_every_error_is_logged()
    {
        _source.Change(Invalid);

        Assert.True(_engine.Allows());
        var refusal = Assert.Single(_engine.Logged(LogLevel.Error));
        foreach (var diagnostic in Policy.Load(Invalid).Diagnostics)
            Assert.Contains($"vault/main{diagnostic}", refusal);
    }

    [Fact]
    public void A_refused_document_does_not_stop_the_next_one()
    {
        _source.Change(Invalid);
        _source.Change(DenyAll);

        Assert.False(_engine.Allows());
    }

    [Fact]
    public void A_refusal_that_stays_is_logged_once_and_once_more_when_it_returns()
    {
        _source.Change(Invalid);
        _source.Touch();
        Assert.Single(_engine.Logged(LogLevel.Error));

        _source.Change(AllowAll);
        _source.Change(Invalid);
        Assert.Equal(2, _engine.Logged(LogLevel.Error).Length);
    }

    [Fact]
    public void A_source_that_fails_to_read_keeps_the_last_good_document_and_does_not_stop_later_ones()
    {
        _source.OnRead = () => throw new TimeoutException("The vault is sealed.");
        _source.Change(DenyAll);
        Assert.True(_engine.Allows());
        Assert.Contains(
            "vault/main: The policy document cannot be read: The vault is sealed.", Assert.Single(_engine.Logged(LogLevel.Error)));

        _source.OnRead = () => { };
        _source.Touch();
        Assert.False(_engine.Allows());
    }

    [Fact]
    public void A_source_that_fails_to_watch_is_read_again_after_a_while()
    {
        _source.OnWatch = () => throw new TimeoutException("The vault is sealed.");
        _source.Touch();
        _source.Change(DenyAll);
        Assert.True(_engine.Allows());

        _engine.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(_engine.Allows());
    }

    [Fact]
    public void Changes_during_a_reload_lead_to_one_more()
    {
        var burst = 3;
        _source.OnRead = () =>
        {
            while (burst > 0)
            {
                burst--;
                _source.Touch();
            }
        };

        _source.Change(DenyAll);

        Assert.False(_engine.Allows());
        Assert.Equal(3, _source.Reads);
    }

    [Fact]
    public void Whoever_tells_of_changes_at_once_the_last_one_is_in_force()
    {
        Parallel.For(0, 200, change => _source.Change(change % 2 == 0 ? AllowAll : DenyAll));

        Assert.Equal(_source.Text == AllowAll, _engine.Allows());
    }

    [Fact]
    public void A_log_that_fails_stops_no_reload_and_is_not_felt_by_who_told_of_the_change()
    {
        _engine.Log.IsBroken = true;

        _source.Change(DenyAll);
        Assert.False(_engine.Allows());

        _source.Change(AllowAll);
        _engine.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(_engine.Allows());
    }

    [Fact]
    public void Usage_survives_a_reload()
    {
        _source.Change(Limited(max: 2));
        Assert.True(_engine.Allows());

        _source.Change(Limited(max: 1));

        Assert.False(_engine.Allows());
        Assert.Empty(_engine.Logged(LogLevel.Warning));
    }

    [Fact]
    public void A_counter_that_starts_anew_is_logged()
    {
        _source.Change(Limited(max: 1));
        Assert.True(_engine.Allows());

        _source.Change(Limited(max: 1, window: "\"hour\""));

        Assert.True(_engine.Allows());
        Assert.Equal(["Counters start anew because their window or scope changed: c"], _engine.Logged(LogLevel.Warning));
    }

    [Fact]
    public void A_policy_in_force_that_is_doubtful_is_logged_once()
    {
        _source.Change(Limited(max: 0));
        _source.Touch();
        _source.Change(Limited(max: 0) + " ");

        var warning = Assert.Single(_engine.Logged(LogLevel.Warning));
        Assert.Contains($"vault/main{Assert.Single(Policy.Load(Limited(max: 0)).Diagnostics)}", warning);
    }

    [Fact]
    public void A_resolved_caller_follows_a_reload()
    {
        var resolved = _engine.Evaluator.Resolve(Alice);

        _source.Change(DenyAll);

        Assert.False(_engine.Allows(resolved));
    }

    [Fact]
    public void Nothing_is_reloaded_after_the_container_is_gone()
    {
        var reads = _source.Reads;
        _engine.Dispose();

        _source.Change(DenyAll);

        Assert.Equal(reads, _source.Reads);
    }

    [Fact]
    public void A_source_that_fails_to_read_once_is_read_again_without_having_to_tell_of_a_change()
    {
        _source.OnRead = () => throw new TimeoutException("The vault is sealed.");
        _source.Change(DenyAll);
        Assert.True(_engine.Allows());

        _source.OnRead = () => { };
        _engine.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False(_engine.Allows());
    }

    [Fact]
    public async Task The_container_can_go_in_the_middle_of_a_reload()
    {
        using var reading = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        _source.OnRead = () =>
        {
            reading.Set();
            goOn.Wait();
        };
        var reload = Task.Run(() => _source.Change(DenyAll));
        reading.Wait();
        var disposing = new Thread(_engine.Dispose) { IsBackground = true };
        disposing.Start();

        // Until it waits for the reload; a wrong one holds the lock by then that the reload needs to end.
        SpinWait.SpinUntil(() => (disposing.ThreadState & ThreadState.WaitSleepJoin) != 0, TimeSpan.FromSeconds(10));
        goOn.Set();

        await reload.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(disposing.Join(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Nothing_is_reloaded_if_the_options_say_so()
    {
        using var engine = new TestEngine(new(AssignedToAll("main")) { ["ReloadOnChange"] = "false" }, _source);
        Assert.True(engine.Allows());

        _source.Change(DenyAll);
        engine.Reconfigure(("Assignments:0:Server", "elsewhere"));
        engine.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.True(engine.Allows());
    }

    [Fact]
    public void One_refused_document_does_not_hold_up_the_change_of_another()
    {
        var other = new ManualPolicySource("other", AllowAll);
        using var engine = new TestEngine(new()
        {
            ["Assignments:0:Policy"] = "main",
            ["Assignments:1:Policy"] = "other",
            ["Assignments:1:Server"] = "server",
            ["Assignments:1:Grant"] = "bob",
        }, _source, other);
        Assert.Equal((true, true), (engine.Allows(Alice), engine.Allows(Bob)));

        _source.Change(Invalid);
        other.Change(DenyAll);

        Assert.Equal((true, false), (engine.Allows(Alice), engine.Allows(Bob)));
    }

    [Fact]
    public void Documents_that_do_not_go_together_are_refused_until_they_do()
    {
        var other = new ManualPolicySource("other", Limited(max: 5, scope: "server"));
        using var engine = new TestEngine(new()
        {
            ["Assignments:0:Policy"] = "main",
            ["Assignments:1:Policy"] = "other",
            ["Assignments:1:Server"] = "server",
            ["Assignments:1:Grant"] = "bob",
        }, _source, other);
        Assert.True(engine.Allows(Alice));

        _source.Change(Limited(max: 0, scope: "server"));
        Assert.True(engine.Allows(Alice));
        Assert.Contains("use its counter 'c' with different", Assert.Single(engine.Logged(LogLevel.Error)));

        other.Change(Limited(max: 0, scope: "server"));
        Assert.False(engine.Allows(Alice));
    }
}
