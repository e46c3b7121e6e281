using Microsoft.Extensions.Options;
using static PolicyLayer.Core.Tests.DependencyInjection.PolicyTexts;

namespace PolicyLayer.Core.Tests.DependencyInjection;

public sealed class OptionsValidationTests
{
    public static TheoryData<string[], string[]> Mistakes => new()
    {
        { ["Policies:main:File="], ["Policies:main: Exactly one of File and Text must be set."] },
        {
            ["Policies:main:File=a.json", $"Policies:main:Text={AllowAll}"],
            ["Policies:main: Exactly one of File and Text must be set."]
        },
        {
            [$"Policies:vault:Text={AllowAll}"],
            ["Policies:vault: The name belongs to more than one policy, registered sources included."]
        },
        { ["Assignments:0:Server=s"], ["Assignments:0:Policy: Must name a policy."] },
        { ["Assignments:0:Policy=nowhere"], ["Assignments:0:Policy: There is no policy named 'nowhere'."] },
        {
            ["Assignments:0:Policy=vault", "Assignments:0:Grant=g"],
            ["Assignments:0: Names the grant 'g' but no server."]
        },
        {
            ["Assignments:0:Policy=vault", "Assignments:0:Server=", "Assignments:0:Grant="],
            [
                "Assignments:0:Server: Must not be empty; leave it out to address all servers.",
                "Assignments:0:Grant: Must not be empty; leave it out to address all grants.",
            ]
        },
        {
            ["Assignments:0:Policy=vault", "Assignments:1:Policy=vault"],
            ["Assignments:1: Is for the same callers as Assignments:0."]
        },
        {
            ["Assignments:0:Policy=vault", "Assignments:0:Server=s", "Assignments:1:Policy=VAULT", "Assignments:1:Server=s"],
            ["Assignments:1: Is for the same callers as Assignments:0."]
        },
        { ["Evaluator:MaxArgumentBytes=0"], ["Evaluator:MaxArgumentBytes must be 1 to 1073741824, but is 0."] },
        { ["Evaluator:MaxArgumentBytes=1073741825"], ["Evaluator:MaxArgumentBytes must be 1 to 1073741824, but is 1073741825."] },
        { ["Evaluator:MaxLiveCounters=0"], ["Evaluator:MaxLiveCounters must be 1 or more, but is 0."] },
        { ["Evaluator:MaxLiveCountersPerGrant=-1"], ["Evaluator:MaxLiveCountersPerGrant must be 1 or more, but is -1."] },
        { ["Evaluator:StoreTimeout=00:00:00"], ["Evaluator:StoreTimeout must be 1 ms to 1 minute, but is 00:00:00."] },
        { ["Evaluator:StoreTimeout=00:01:01"], ["Evaluator:StoreTimeout must be 1 ms to 1 minute, but is 00:01:01."] },
        {
            [
                "Evaluator:MaxLiveCounters=0",
                "Policies:main:File=",
                "Assignments:0:Policy=nowhere",
                "Assignments:1:Policy=main",
                "Assignments:1:Grant=g",
            ],
            [
                "Policies:main: Exactly one of File and Text must be set.",
                "Assignments:0:Policy: There is no policy named 'nowhere'.",
                "Assignments:1: Names the grant 'g' but no server.",
                "Evaluator:MaxLiveCounters must be 1 or more, but is 0.",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Every_mistake_is_reported_once(string[] settings, string[] failures) =>
        Assert.Equal(failures, Refusal(settings).Failures);

    [Fact]
    public void A_missing_file_is_reported_with_its_name()
    {
        var failure = Assert.Single(Refusal("Policies:main:File=/nowhere/main.json").Failures);

        Assert.StartsWith("/nowhere/main.json: The policy document cannot be read: ", failure);
    }

    [Fact]
    public void Every_error_of_every_document_is_reported_with_the_name_of_its_file()
    {
        var directory = Directory.CreateTempSubdirectory("policies-");
        try
        {
            string[] files = [Path.Combine(directory.FullName, "a.json"), Path.Combine(directory.FullName, "b.json")];
            File.WriteAllText(files[0], Invalid);
            File.WriteAllText(files[1], "{");

            var failures = Refusal($"Policies:a:File={files[0]}", $"Policies:b:File={files[1]}").Failures;

            Assert.Equal(
                [
                    .. Policy.Load(Invalid).Diagnostics.Select(diagnostic => files[0] + diagnostic),
                    .. Policy.Load("{").Diagnostics.Select(diagnostic => files[1] + diagnostic),
                ],
                failures);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void Policies_of_one_server_that_use_its_counter_differently_are_reported()
    {
        var failure = Assert.Single(Refusal(
            $"Policies:a:Text={Limited(max: 1, scope: "server")}",
            $"Policies:b:Text={Limited(max: 2, scope: "server")}",
            "Assignments:0:Policy=a",
            "Assignments:1:Policy=b",
            "Assignments:1:Server=s",
            "Assignments:1:Grant=g").Failures);

        Assert.Contains("apply to the same server and use its counter 'c'", failure);
    }

    [Fact]
    public void A_misspelt_key_is_refused()
    {
        using var engine = Engine("Assignments:0:Policy=vault", "Assignments:0:Server=s", "Assignments:0:Grnt=alice");

        Assert.Contains("Grnt", Assert.Throws<InvalidOperationException>(() => engine.Evaluator).Message);
    }

    private static OptionsValidationException Refusal(params string[] settings)
    {
        using var engine = Engine(settings);
        return Assert.Throws<OptionsValidationException>(() => engine.Evaluator);
    }

    private static TestEngine Engine(params string[] settings) => new(
        settings.Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], string? (pair) => pair[1]),
        new ManualPolicySource("vault", AllowAll));
}
