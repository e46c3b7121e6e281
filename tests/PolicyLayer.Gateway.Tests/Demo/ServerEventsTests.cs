using PolicyLayer.Gateway.Demo;

namespace PolicyLayer.Gateway.Tests.Demo;

public class ServerEventsTests
{
    [Fact]
    public async Task Lines_that_others_write_to_standard_error_are_passed_over()
    {
        var events = new ServerEvents();
        string[] lines =
            ["", "ERROR: ld.so: ignored.", "[]", "{}", """{"event":1}""", """{"event":"ready","tools":[]}""", "bye"];
        foreach (var line in lines)
            events.Add(line);

        var ready = await events.NextAsync(DemoProtocol.Ready, CancellationToken.None);

        Assert.Equal(0, ready.GetProperty("tools").GetArrayLength());
        Assert.True(events.IsEmpty);
    }

    [Fact]
    public async Task Another_event_than_the_awaited_one_ends_the_demo()
    {
        var events = new ServerEvents();
        events.Add("""{"event":"decision"}""");

        await Assert.ThrowsAsync<CommandException>(() => events.NextAsync(DemoProtocol.ClockMoved, CancellationToken.None));
    }
}
