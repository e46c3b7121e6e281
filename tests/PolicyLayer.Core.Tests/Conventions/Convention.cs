namespace PolicyLayer.Core.Tests.Conventions;

/// <summary>Fails with every place that breaks a convention; xunit's own message would cut the list short.</summary>
internal static class Convention
{
    internal static void HasNoViolations(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        Assert.True(all.Count == 0, string.Join(Environment.NewLine, ["This breaks a convention:", .. all]));
    }
}
