namespace PolicyLayer.Benchmarks.Short;

/// <summary>What one operation costs. An immutable value.</summary>
/// <param name="Min">Nanoseconds in the best round.</param>
/// <param name="Median">Nanoseconds in the median round.</param>
/// <param name="Bytes">Bytes, in the round with the fewest.</param>
internal readonly record struct Measurement(double Min, double Median, double Bytes)
{
    internal static Measurement Of(IEnumerable<double> nanoseconds, IEnumerable<double> bytes)
    {
        double[] sorted = [.. nanoseconds.Order()];
        return new(sorted[0], sorted[sorted.Length / 2], bytes.Min());
    }
}
