using System.Globalization;
using System.Text.Json.Serialization;

namespace PolicyLayer.Conformance.Tests;

/// <summary>A time of a decision in milliseconds; in a table, the bounds of it, where an implementation may choose.</summary>
[JsonConverter(typeof(MillisecondsConverter))]
internal readonly record struct Milliseconds(double From, double To)
{
    internal static Milliseconds Of(TimeSpan time) => new(time.TotalMilliseconds, time.TotalMilliseconds);

    internal bool Holds(Milliseconds actual) => From <= actual.From && actual.To <= To;

    public override string ToString() =>
        From == To ? From.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{From} to {To}");
}
