namespace PolicyLayer.Core.Tests.Fuzz;

/// <summary>Counts what the cases of a run have reached, so that a run which reaches nothing fails.</summary>
internal sealed class FuzzTally
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    internal void Count(string reached) => _counts[reached] = _counts.GetValueOrDefault(reached) + 1;

    /// <summary>Fails unless all of these were reached so often.</summary>
    internal void AssertReached(int atLeast, IEnumerable<string> all)
    {
        var missing = all.Where(one => _counts.GetValueOrDefault(one) < atLeast).ToList();
        Assert.True(missing.Count == 0, $"Not reached {atLeast} times: {string.Join(", ", missing)}. Reached: {this}.");
    }

    public override string ToString() => string.Join(", ", _counts.Select(static one => $"{one.Value} {one.Key}"));
}
