namespace PolicyLayer.Conformance.Tests;

public sealed class DecisionTableTests
{
    public static TheoryData<string, CallForm> Runs
    {
        get
        {
            var runs = new TheoryData<string, CallForm>();
            foreach (var path in Directory.EnumerateFiles(DecisionTable.Folder, "*.json").Order(StringComparer.Ordinal))
            {
                foreach (var form in Enum.GetValues<CallForm>())
                    runs.Add(Path.GetFileName(path), form);
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Every_call_of_a_table_gets_the_decision_that_it_names(string file, CallForm form)
    {
        var table = DecisionTable.Read(file);
        var run = new TableRun(table, form);
        var failures = new List<string>();
        foreach (var item in table.Cases)
        {
            for (var i = 0; i < item.Times; i++)
                failures.AddRange(item.FailuresOf(await run.MakeAsync(item.Call)));
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_cases_of_a_table_have_names_of_their_own(string file)
    {
        var names = DecisionTable.Read(file).Cases.Select(static item => item.Name).ToList();

        Assert.Equal(names.Distinct(), names);
    }

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(DecisionTable.Folder, "*.json").Select(static path => Path.GetFileName(path)!)];
}
