using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PolicyLayer.Core.Telemetry;
using PolicyLayer.TestKit.Approvals;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Telemetry;

/// <summary>Of a call that a person has to approve, events tell how it ended, and by whom.</summary>
public sealed class ApprovalEventTests : IDisposable
{
    private const string Asking = """
        { "version": "1", "default": "deny", "tools": { "t": {
          "action": "require_approval", "limits": [{ "counter": "c", "window": "day", "max": 2 }] } } }
        """;

    private readonly InMemoryApprovalStore _inMemory = new(timeProvider: new TestKit.ManualTimeProvider());

    public void Dispose() => _inMemory.Dispose();

    [Fact]
    public async Task A_call_that_a_person_approves_is_told_with_ticket_and_person()
    {
        using var engine = EngineWhere((_, _) => ValueTask.FromResult(ApprovalAnswer.Approve("carol")));

        await InvokeAsync(engine);

        AssertTold(engine, DecisionCodes.Allowed, isApproved: true, "carol");
    }

    [Fact]
    public async Task A_call_that_a_person_rejects_is_told_with_ticket_person_and_reason()
    {
        using var engine = EngineWhere((_, _) => ValueTask.FromResult(ApprovalAnswer.Reject("carol", "Not today.")));

        await InvokeAsync(engine);

        var told = AssertTold(engine, DecisionCodes.ApprovalInvalid, isApproved: false, "carol");
        Assert.Equal(("Not today.", "main", 0L), (told.Message, told.PolicyName, told.PolicyVersion));
    }

    [Fact]
    public async Task A_call_that_nobody_answers_is_told_as_that()
    {
        using var engine = EngineWhere((_, _) => throw new InvalidOperationException("Nobody is there."));

        await InvokeAsync(engine);

        AssertTold(engine, DecisionCodes.ApprovalInvalid, isApproved: null, by: null);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, false)]
    public async Task An_answer_that_came_first_in_the_store_is_the_one_that_is_told(bool isApprovedThere, bool? expected)
    {
        IApprovalStore? store = null;
        using var engine = EngineWhere(async (request, cancellationToken) =>
        {
            if (isApprovedThere)
                await store!.ApproveAsync(request.Id, "dave", cancellationToken);
            else
                await store!.RejectAsync(request.Id, "dave", "No.", cancellationToken);
            return ApprovalAnswer.Approve("carol");
        });
        store = engine.Services.GetRequiredService<IApprovalStore>();

        await InvokeAsync(engine);

        AssertTold(engine, isApprovedThere ? DecisionCodes.Allowed : DecisionCodes.ApprovalInvalid, expected ?? true, "dave");
    }

    [Theory]
    [InlineData(nameof(IApprovalStore.AddAsync))]
    [InlineData(nameof(IApprovalStore.ApproveAsync))]
    [InlineData(nameof(IApprovalStore.ClaimAsync))]
    public async Task A_store_that_fails_is_told_as_that(string operation)
    {
        var store = new FaultyApprovalStore(_inMemory, operation, _ => throw new IOException("The store is down."));
        using var engine = EngineWhere(
            (_, _) => ValueTask.FromResult(ApprovalAnswer.Approve("carol")), services => services.AddSingleton<IApprovalStore>(store));

        await InvokeAsync(engine);

        AssertTold(engine, DecisionCodes.StoreFailed, isApproved: null, by: null);
    }

    [Fact]
    public async Task A_call_that_a_person_approves_and_the_limits_refuse_is_not_told_as_one_that_nobody_answered()
    {
        using var engine = new ObservedEngine(
            Asking.Replace("\"max\": 2", "\"max\": 1", StringComparison.Ordinal),
            events => events.Log = true,
            services => services.AddSingleton<IApprover>(
                new CallbackApprover((_, _) => ValueTask.FromResult(ApprovalAnswer.Approve("carol")))));

        await InvokeAsync(engine);
        await InvokeAsync(engine);

        var told = engine.Kept.All.Last();
        Assert.Equal((DecisionCodes.RateLimited, null), (told.Code, told.Approval!.IsApproved));
        Assert.Contains(" without an answer that was looked at, event ", engine.Log.Entries.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_nobody_can_approve_is_told_without_a_ticket()
    {
        using var engine = EngineWhere((_, _) => ValueTask.FromResult(ApprovalAnswer.Approve("carol")));

        await InvokeAsync(engine, """{ "a": 1, "a": 2 }""");

        AssertTold(engine, DecisionCodes.ApprovalInvalid, isApproved: null, by: null);
        Assert.Equal("", engine.Kept.All.Last().Approval!.Ticket);
    }

    [Fact]
    public async Task A_policy_that_was_replaced_while_a_person_was_asked_is_not_told()
    {
        ObservedEngine? engine = null;
        using (engine = EngineWhere((_, _) =>
        {
            engine!.Source.Change(DependencyInjection.PolicyTexts.DenyAll);
            return ValueTask.FromResult(ApprovalAnswer.Reject("carol"));
        }))
        {
            await InvokeAsync(engine);
        }

        var told = AssertTold(engine, DecisionCodes.ApprovalInvalid, isApproved: false, "carol");
        Assert.Null(told.PolicyName);
    }

    [Fact]
    public async Task A_host_that_asks_in_a_way_of_its_own_is_told_of_as_well()
    {
        using var engine = EngineWhere((_, _) => throw new NotSupportedException());
        var request = engine.Evaluator.Evaluate(Call()).ApprovalRequest!;
        var store = engine.Services.GetRequiredService<IApprovalStore>();
        await store.AddAsync(request);
        await store.ApproveAsync(request.Id, "carol");

        await engine.Evaluator.EvaluateApprovedAsync(Call(), request.Id);

        var told = AssertTold(engine, DecisionCodes.Allowed, isApproved: true, "carol");
        Assert.Empty(engine.Kept.All.First().Limits!);
        Assert.Equal((1, 1), (Assert.Single(told.Limits!).Cost, Assert.Single(told.Limits!).Remaining));
    }

    [Fact]
    public async Task A_ticket_that_a_caller_made_up_is_told_cut_and_by_nobody()
    {
        using var engine = EngineWhere((_, _) => throw new NotSupportedException());

        await engine.Evaluator.EvaluateApprovedAsync(Call(), new string('x', 5_000));

        var told = engine.Kept.Only;
        Assert.Equal(
            (DecisionCodes.ApprovalInvalid, new string('x', 128), (bool?)null, (string?)null),
            (told.Code, told.Approval!.Ticket, told.Approval.IsApproved, told.Approval.By));
    }

    [Fact]
    public async Task A_call_that_is_given_up_while_a_person_is_asked_has_no_second_decision()
    {
        using var giveUp = new CancellationTokenSource();
        using var engine = EngineWhere(async (_, cancellationToken) =>
        {
            await giveUp.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return default;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => InvokeAsync(engine, cancellationToken: giveUp.Token));

        Assert.Equal(DecisionCodes.ApprovalRequired, engine.Kept.Only.Code);
    }

    [Fact]
    public void Other_decisions_tell_of_no_approval()
    {
        using var engine = EngineWhere((_, _) => throw new NotSupportedException());
        var denied = engine.Evaluator.Evaluate(Call("unlisted"));

        Assert.Equal(denied.Code, engine.Evaluator.DenyUnapproved(Call("unlisted"), denied, ApprovalAnswer.Reject("carol")).Code);

        Assert.Null(engine.Kept.Only.Approval);
    }

    [Fact]
    public async Task A_line_of_the_file_and_of_the_log_tell_it_with_everything_escaped()
    {
        const string Hostile = "carol\n\u202e";
        var file = Path.GetTempFileName();
        DependencyInjection.RecordedLog log;
        using (var engine = new ObservedEngine(
            Asking,
            events => (events.File, events.Log) = (file, true),
            services => services.AddSingleton<IApprover>(
                new CallbackApprover((_, _) => ValueTask.FromResult(ApprovalAnswer.Reject(Hostile))))))
        {
            log = engine.Log;
            await InvokeAsync(engine);
        }

        var lines = (await File.ReadAllLinesAsync(file)).Select(line => JsonElement.Parse(line).GetProperty("approval")).ToList();
        File.Delete(file);
        var ticket = lines[0].GetProperty("ticket").GetString();
        Assert.Equal($$"""{"ticket":"{{ticket}}","answer":null,"by":null}""", lines[0].GetRawText());
        Assert.Equal($$"""{"ticket":"{{ticket}}","answer":"rejected","by":"carol\n\u202E"}""", lines[1].GetRawText());
        var logged = log.Entries.Select(entry => entry.Text).ToList();
        Assert.Contains($"approval {ticket} without an answer that was looked at, event ", logged[0], StringComparison.Ordinal);
        Assert.Contains($@"approval {ticket} rejected by carol\u000a\u202e, event ", logged[1], StringComparison.Ordinal);
    }

    private static ObservedEngine EngineWhere(
        Func<ApprovalRequest, CancellationToken, ValueTask<ApprovalAnswer>> ask, Action<IServiceCollection>? register = null) =>
        new(Asking, register: services =>
        {
            services.AddSingleton<IApprover>(new CallbackApprover(ask));
            register?.Invoke(services);
        });

    private static async Task InvokeAsync(ObservedEngine engine, string arguments = "{}", CancellationToken cancellationToken = default) =>
        await engine.Services.GetRequiredService<ToolCallGuard>().InvokeAsync(
            new ToolCall("t", JsonElement.Parse(arguments), Alice),
            _ => ValueTask.FromResult("done"),
            cancellationToken: cancellationToken);

    // Two decisions, the second of which the host acts on.
    private static DecisionEvent AssertTold(ObservedEngine engine, string code, bool? isApproved, string? by)
    {
        Assert.Equal([DecisionCodes.ApprovalRequired, code], engine.Kept.All.Select(told => told.Code));
        var (asked, ended) = (engine.Kept.All.First().Approval!, engine.Kept.All.Last().Approval!);
        Assert.Equal((null, null), (asked.IsApproved, asked.By));
        Assert.Equal((asked.Ticket, isApproved, by), (ended.Ticket, ended.IsApproved, ended.By));
        return engine.Kept.All.Last();
    }
}
