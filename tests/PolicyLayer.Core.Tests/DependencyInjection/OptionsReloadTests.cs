using Microsoft.Extensions.Logging;
using static PolicyLayer.Core.Tests.DependencyInjection.PolicyTexts;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.DependencyInjection;

public sealed class OptionsReloadTests : IDisposable
{
    private readonly TestEngine _engine = new(new()
    {
        ["Policies:main:Text"] = AllowAll,
        ["Assignments:0:Policy"] = "main",
    });

    public OptionsReloadTests() => Assert.True(_engine.Allows());

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Changed_text_takes_effect()
    {
        _engine.Reconfigure(("Policies:main:Text", DenyAll));

        Assert.False(_engine.Allows());
        Assert.Equal(["The policies were reloaded."], _engine.Logged(LogLevel.Information));
    }

    [Fact]
    public void A_changed_assignment_takes_effect()
    {
        _engine.Reconfigure(("Assignments:0:Server", "server"), ("Assignments:0:Grant", "bob"));

        Assert.Equal((false, true), (_engine.Allows(Alice), _engine.Allows(Bob)));
    }

    [Fact]
    public void A_configuration_that_changes_elsewhere_reloads_nothing()
    {
        _engine.Reconfigure();

        Assert.Empty(_engine.Log.Entries);
    }

    [Theory]
    [InlineData("Policies:main:Text", AllowAll, Invalid, "Policies:main:Text(1,")]
    [InlineData("Assignments:0:Policy", "main", "nowhere", "There is no policy named 'nowhere'")]
    [InlineData("ReloadOnChange", "true", "perhaps", "The options cannot be read")]
    public void Options_that_are_not_valid_are_refused_and_the_next_valid_ones_taken(
        string key, string good, string bad, string logged)
    {
        _engine.Reconfigure((key, bad), ("Assignments:0:Server", "elsewhere"));
        Assert.True(_engine.Allows());
        Assert.Contains(logged, Assert.Single(_engine.Logged(LogLevel.Error)));

        _engine.Reconfigure((key, good));
        Assert.False(_engine.Allows());
    }

    [Fact]
    public void Options_that_were_checked_when_the_host_started_are_reloaded_all_the_same()
    {
        _engine.ValidateAsHostsDoAtStart();

        // The options' own monitor, which that check leaves behind, lets the teller know.
        Assert.ThrowsAny<Exception>(() => _engine.Reconfigure(("Policies:main:Text", Invalid)));
        Assert.True(_engine.Allows());
        Assert.Single(_engine.Logged(LogLevel.Error));

        _engine.Reconfigure(("Policies:main:Text", DenyAll));
        Assert.False(_engine.Allows());
    }
}
