using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using static PolicyLayer.Core.Tests.DependencyInjection.PolicyTexts;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Telemetry;

[Collection(ListenersOfTheProcess.Name)]
public sealed class MetricsAndTracesTests
{
    [Fact]
    public void Metrics_count_decisions_by_outcome_and_code_and_by_nothing_a_caller_can_choose()
    {
        using var engine = new ObservedEngine(Limited(max: 1));
        using var metrics = new HeardMetrics(engine.Services);

        engine.Decide();
        engine.Decide();
        engine.Decide(tool: "anything");

        var counted = metrics.All.Where(heard => heard.Name == "policylayer.decisions").ToList();
        Assert.All(counted, heard => Assert.Equal(
            ["policylayer.code", "policylayer.outcome", "policylayer.shadow"], heard.Tags.Keys.Order()));
        Assert.Equal(["allowed", "rate_limited", "not_listed"], counted.Select(heard => heard.Tags["policylayer.code"]));
        Assert.Equal(["allow", "rate_limited", "deny"], counted.Select(heard => heard.Tags["policylayer.outcome"]));
    }

    [Fact]
    public void Metrics_time_decisions_in_seconds()
    {
        using var engine = new ObservedEngine(AllowAll);
        using var metrics = new HeardMetrics(engine.Services);

        engine.Decide();

        var timed = Assert.Single(metrics.All, heard => heard.Name == "policylayer.decision.duration");
        Assert.Equal((0, "allow"), (timed.Value, timed.Tags["policylayer.outcome"]));
    }

    [Fact]
    public void Shadow_mode_counts_what_would_have_been_the_reason()
    {
        using var engine = new ObservedEngine(DenyAll.Replace("\"default\"", "\"mode\": \"shadow\", \"default\"", StringComparison.Ordinal));
        using var metrics = new HeardMetrics(engine.Services);

        engine.Decide();

        var tags = Assert.Single(metrics.All, heard => heard.Name == "policylayer.decisions").Tags;
        Assert.Equal(
            ("allow", "not_listed", true), (tags["policylayer.outcome"], tags["policylayer.code"], tags["policylayer.shadow"]));
    }

    [Fact]
    public async Task A_trace_has_a_span_for_each_decision_within_that_of_the_caller()
    {
        using var engine = new ObservedEngine(Limited(max: 1));
        using var host = new ActivitySource("host");
        List<Activity> spans = [];
        using var listener = Listen(spans, "PolicyLayer", "host");

        ActivitySpanId outer;
        using (var request = host.StartActivity("request"))
        {
            outer = request!.SpanId;
            engine.Evaluator.Evaluate(Call());
            await engine.Evaluator.EvaluateAsync(Call());
            Assert.Same(request, Activity.Current);
        }

        var decisions = spans.Where(span => span.Source.Name == "PolicyLayer").ToList();
        Assert.Equal(["policylayer.decision", "policylayer.decision"], decisions.Select(span => span.OperationName));
        Assert.All(decisions, span => Assert.Equal(outer, span.ParentSpanId));
        Assert.Equal("alice", decisions[1].GetTagItem("policylayer.grant"));
        Assert.Equal("t", decisions[1].GetTagItem("gen_ai.tool.name"));
        Assert.Equal("rate_limited", decisions[1].GetTagItem("policylayer.outcome"));
        Assert.Equal("/tools/t/limits/c", decisions[1].GetTagItem("policylayer.rule"));
        Assert.Equal("main", decisions[1].GetTagItem("policylayer.policy.name"));
        Assert.Equal(ActivityStatusCode.Unset, decisions[1].Status);
    }

    [Fact]
    public async Task Only_a_decision_that_could_not_be_made_is_an_error_of_the_trace()
    {
        var store = new PolicyLayer.TestKit.ScriptedCounterStore { Answer = (_, _) => throw new IOException("The store is down.") };
        using var engine = new ObservedEngine(
            Limited(max: 1), register: services => services.Add(new(typeof(Core.Limits.ICounterStore), store)));
        List<Activity> spans = [];
        using var listener = Listen(spans, "PolicyLayer");

        await engine.Evaluator.EvaluateAsync(Call());

        var span = Assert.Single(spans);
        Assert.Equal((ActivityStatusCode.Error, "store_failed"), (span.Status, span.GetTagItem("error.type")));
    }

    [Fact]
    public void A_trace_tells_who_ended_an_approval()
    {
        using var engine = new ObservedEngine(
            """{ "version": "1", "default": "deny", "tools": { "t": { "action": "require_approval" } } }""");
        List<Activity> spans = [];
        using var listener = Listen(spans, "PolicyLayer");

        var asked = engine.Evaluator.Evaluate(Call());
        engine.Evaluator.DenyUnapproved(Call(), asked, ApprovalAnswer.Reject("carol"));

        string[] tags = ["policylayer.code", "policylayer.approval.ticket", "policylayer.approval.answer", "policylayer.approval.by"];
        var ticket = asked.ApprovalRequest!.Id;
        Assert.Equal(["approval_required", ticket, null, null], tags.Select(spans[0].GetTagItem));
        Assert.Equal(["approval_invalid", ticket, "rejected", "carol"], tags.Select(spans[1].GetTagItem));
    }

    [Fact]
    public void A_name_cannot_turn_text_around_in_a_trace()
    {
        using var engine = new ObservedEngine(AllowAll);
        List<Activity> spans = [];
        using var listener = Listen(spans, "PolicyLayer");

        engine.Decide(tool: "\u202etxt\n");

        Assert.Equal(@"\u202etxt\u000a", Assert.Single(spans).GetTagItem("gen_ai.tool.name"));
    }

    [Fact]
    public void Neither_can_a_caller_a_policy_or_who_answers_and_all_are_cut()
    {
        var hostile = "\u202etxt\n" + new string('x', 1_000);
        using var services = new ServiceCollection()
            .AddLogging()
            .AddPolicyLayer(options =>
            {
                options.Policies[hostile] = new()
                {
                    Text = """{ "version": "1", "default": "deny", "tools": { "t": { "action": "require_approval" } } }""",
                };
                options.Assignments.Add(new() { Policy = hostile });
            })
            .BuildServiceProvider();
        var evaluator = services.GetRequiredService<IPolicyEvaluator>();
        var call = new ToolCall("t", JsonElement.Parse("{}"), new CallerContext(hostile, hostile, hostile));
        List<Activity> spans = [];
        using var listener = Listen(spans, "PolicyLayer");

        evaluator.DenyUnapproved(call, evaluator.Evaluate(call), ApprovalAnswer.Reject(hostile), hostile);

        var shown = @"\u202etxt\u000a" + new string('x', 512 - 5);
        string[] tags =
        [
            "policylayer.server", "policylayer.grant", "policylayer.session", "policylayer.policy.name", "policylayer.approval.by",
        ];
        Assert.All(tags, tag => Assert.Equal(shown, spans[1].GetTagItem(tag)));
        Assert.Equal(@"\u202etxt\u000a" + new string('x', 128 - 5), spans[1].GetTagItem("policylayer.approval.ticket"));
    }

    [Fact]
    public void An_end_without_an_approval_is_counted_and_not_timed()
    {
        using var engine = new ObservedEngine(
            """{ "version": "1", "default": "deny", "tools": { "t": { "action": "require_approval" } } }""");
        using var metrics = new HeardMetrics(engine.Services);

        var asked = engine.Evaluator.Evaluate(Call());
        engine.Evaluator.DenyUnapproved(Call(), asked, ApprovalAnswer.Reject("carol"));

        Assert.Equal(2, metrics.All.Count(heard => heard.Name == "policylayer.decisions"));
        Assert.Equal(
            "approval_required",
            Assert.Single(metrics.All, heard => heard.Name == "policylayer.decision.duration").Tags["policylayer.outcome"]);
    }

    private static ActivityListener Listen(List<Activity> spans, params string[] sources)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
