using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using PolicyLayer.Core.Tests.DependencyInjection;
using static PolicyLayer.Core.Tests.DependencyInjection.PolicyTexts;
using static PolicyLayer.Core.Tests.DependencyInjection.TestEngine;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Faults;

/// <summary>A source that hands out garbage: the last good policy stays, and the next good one is taken.</summary>
public sealed class SourceFaultTests
{
    public static TheoryData<string, byte[]> Garbage => new()
    {
        { "nothing", [] },
        { "zeros", new byte[4_096] },
        { "half a document", [.. Encoding.UTF8.GetBytes(DenyAll).Take(12)] },
        { "no text", [0xFF, 0xFE, 0x00, 0xD8, 0x80] },
        { "a web page", "<!doctype html><title>502 Bad Gateway</title>"u8.ToArray() },
        { "too much", [.. Enumerable.Repeat((byte)' ', 2 << 20)] },
        { "no object", "[]"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Garbage))]
    public void Garbage_stops_the_start_and_later_keeps_the_last_good_policy(string what, byte[] garbage)
    {
        var source = new FaultySource { Content = garbage };
        using (var engine = new TestEngine(AssignedToAll("main"), source))
        {
            var refusal = Assert.Throws<OptionsValidationException>(() => engine.Allows());
            Assert.True(refusal.Failures.All(failure => failure.StartsWith("vault/main", StringComparison.Ordinal)), what);
        }

        source.Set(AllowAll);
        using var started = new TestEngine(AssignedToAll("main"), source);
        Assert.True(started.Allows());
        source.Set(garbage);
        Assert.True(started.Allows());
        Assert.Single(started.Logged(LogLevel.Error));

        source.Set(DenyAll);
        Assert.False(started.Allows());
    }

    [Theory]
    [InlineData("read")]
    [InlineData("watch")]
    [InlineData("read and origin")]
    public void A_source_that_throws_stops_the_start_unless_it_only_fails_to_watch(string failing)
    {
        var source = new FaultySource
        {
            Content = Encoding.UTF8.GetBytes(AllowAll),
            FailsToRead = failing != "watch",
            FailsToWatch = failing == "watch",
            HasNoOrigin = failing == "read and origin",
        };
        using var engine = new TestEngine(AssignedToAll("main"), source);

        var refusal = Record.Exception(() => engine.Allows());

        Assert.Equal(failing == "watch", refusal is null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(1)]
    public void A_source_that_hands_out_a_useless_token_is_read_again_after_a_while(int? uses)
    {
        var source = new FaultySource();
        source.Set(AllowAll);
        using var engine = new TestEngine(AssignedToAll("main"), source);
        Assert.True(engine.Allows());

        source.UselessToken = () => uses is { } number ? new UselessToken(number) : null!;
        source.Set(Invalid);
        Assert.True(engine.Allows());
        source.UselessToken = null;
        source.Set(DenyAll);
        engine.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False(engine.Allows());
    }

    [Fact]
    public void A_token_that_fails_later_stops_no_reload_of_another_source()
    {
        var source = new FaultySource();
        source.Set(AllowAll);
        var other = new ManualPolicySource("other", AllowAll);
        using var engine = new TestEngine(new()
        {
            ["Assignments:0:Policy"] = "main",
            ["Assignments:1:Policy"] = "other",
            ["Assignments:1:Grant"] = Bob.Grant,
            ["Assignments:1:Server"] = Bob.Server,
        }, source, other);
        Assert.True(engine.Allows(Bob));

        source.UselessToken = static () => new UselessToken(uses: 2);
        source.Set(DenyAll);
        other.Change(DenyAll);
        engine.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False(engine.Allows(Bob));
    }

    [Fact]
    public void A_source_that_cannot_even_say_where_it_is_keeps_the_last_good_policy_and_may_recover()
    {
        var source = new FaultySource();
        source.Set(AllowAll);
        using var engine = new TestEngine(AssignedToAll("main"), source);
        Assert.True(engine.Allows());

        source.HasNoOrigin = true;
        source.FailsToRead = true;
        source.Set(DenyAll);
        Assert.True(engine.Allows());
        Assert.NotEmpty(engine.Logged(LogLevel.Error));

        source.HasNoOrigin = false;
        source.FailsToRead = false;
        engine.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(engine.Allows());
    }

    [Fact]
    public void A_clock_that_jumps_back_stops_no_reload()
    {
        var source = new FaultySource { Content = Encoding.UTF8.GetBytes(AllowAll), FailsToWatch = true };
        using var engine = new TestEngine(AssignedToAll("main"), source);
        Assert.True(engine.Allows());

        engine.Clock.SetUtcNow(engine.Clock.GetUtcNow().AddYears(-20));
        source.Content = Encoding.UTF8.GetBytes(DenyAll);
        engine.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False(engine.Allows());
    }

    /// <summary>A token that fails once it has been used a number of times.</summary>
    private sealed class UselessToken(int uses) : IChangeToken
    {
        private int _left = uses;

        public bool HasChanged => _left-- > 0 ? false : throw new InvalidOperationException("The vault is sealed.");

        public bool ActiveChangeCallbacks => true;

        public IDisposable RegisterChangeCallback(Action<object?> callback, object? state) =>
            _left-- > 0 ? new CancellationTokenRegistration() : throw new InvalidOperationException("The vault is sealed.");
    }
}
