namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>The choices of one scenario: the same seed makes the same ones.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    internal bool Chance(int percent) => _random.Next(100) < percent;

    internal int Between(int least, int most) => _random.Next(least, most + 1);

    internal long UpTo(long most) => _random.NextInt64(most + 1);

    internal T Pick<T>(params IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>Some of the choices, each at most once, in random order.</summary>
    internal List<T> Some<T>(int most, IReadOnlyList<T> choices) =>
        [.. choices.OrderBy(_ => _random.Next()).Take(Between(0, Math.Min(most, choices.Count)))];
}
