using PolicyLayer.Conformance.Tests.Reference.Counting;
using PolicyLayer.Conformance.Tests.Reference.Reading;

namespace PolicyLayer.Conformance.Tests.Reference;

/// <summary>The reference is held to the tables as any implementation is.</summary>
public sealed class ReferenceTableTests
{
    [Theory]
    [MemberData(nameof(Files))]
    public void The_reference_decides_every_call_of_a_table_as_it_says(string file)
    {
        var table = DecisionTable.Read(file);
        var reference = new ReferenceEngine(table.MaxArgumentBytes ?? 1 << 20);
        reference.Update([new(new PolicyReading(table.Policy.GetRawText()), table.Assignment?.Server, table.Assignment?.Grant)]);
        var now = default(Instant);
        var latest = (long?)null;
        var failures = new List<string>();
        foreach (var item in table.Cases.SelectMany(static item => Enumerable.Repeat(item, item.Times)))
        {
            if (item.Call.Time is { } at)
            {
                var utc = (at - DateTimeOffset.UnixEpoch).Ticks;
                now = new(now.Time + Math.Max(0, utc - (latest ?? utc)), utc);
                latest = Math.Max(utc, latest ?? utc);
            }

            failures.AddRange(item.FailuresOf(Decide(reference, item.Call, now)));
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    public static TheoryData<string> Files => DecisionTableTests.Files;

    private static ExpectedDecision Decide(ReferenceEngine reference, TableCall call, Instant now)
    {
        var asRead = call.ParamsJson is not null
            ? RequestReading.Read(call.ParamsJson, call.Context)
            : new(call.Tool, call.ToArguments(), call.Context);
        var answer = reference.Decide(asRead, new(call.Server, call.Grant, call.Session), now);
        var decision = CertainDecision.Of(answer, asRead.Tool, now);
        if (call.Result != "abandoned")
        {
            foreach (var use in answer.Uses)
                use.Complete(call.Result, now);
        }

        return decision;
    }
}
