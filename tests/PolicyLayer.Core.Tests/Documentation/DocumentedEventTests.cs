using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using PolicyLayer.Core.Tests.Telemetry;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.DependencyInjection.PolicyTexts;

namespace PolicyLayer.Core.Tests.Documentation;

[Collection(ListenersOfTheProcess.Name)]
public sealed partial class DocumentedEventTests
{
    private static readonly MarkdownPage Page = new("docs/events.md");

    private static readonly string[] Approval =
        ["policylayer.approval.ticket", "policylayer.approval.answer", "policylayer.approval.by"];

    private static readonly string[] Options = ["Log", "File", "Conditions", "ChargedAmounts"];

    [Fact]
    public void The_page_of_events_names_every_member_metric_and_attribute_and_no_other()
    {
        var file = Path.GetTempFileName();
        List<string> made = [];
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "PolicyLayer",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => made.AddRange(span.TagObjects.Select(tag => tag.Key)),
        };
        ActivitySource.AddActivityListener(spans);
        try
        {
            using (var engine = new ObservedEngine(AllowAll, events => events.File = file))
            {
                using var metrics = new HeardMetrics(engine.Services);
                engine.Decide();
                made.AddRange(metrics.All.Select(heard => heard.Name));
            }

            made.AddRange(JsonElement.Parse(File.ReadAllText(file)).EnumerateObject().Select(member => member.Name));
        }
        finally
        {
            File.Delete(file);
        }

        // Those that a decision that succeeds, and about which nobody is asked, does not need.
        made.AddRange(["error.type", "policylayer.events.dropped", .. Approval, .. Options]);
        var documented = Page.TableRows().SelectMany(row => Name().Matches(row[0]).Select(match => match.Groups[1].Value));
        Assert.Equal(made.Distinct().Order(StringComparer.Ordinal), documented.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_link_of_the_page_leads_somewhere() =>
        Assert.All(Page.LocalLinks(), target => Assert.True(File.Exists(RepositoryFiles.PathOf(target)), target));

    [GeneratedRegex("`([a-zA-Z_.]+)`")]
    private static partial Regex Name();
}
