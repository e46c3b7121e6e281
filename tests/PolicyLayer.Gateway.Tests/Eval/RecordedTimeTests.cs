using System.Globalization;
using System.Text.Json;
using PolicyLayer.Gateway.Eval;

namespace PolicyLayer.Gateway.Tests.Eval;

public class RecordedTimeTests
{
    [Theory]
    [InlineData("0", "1970-01-01T00:00:00.0000000")]
    [InlineData("1767225600", "2026-01-01T00:00:00.0000000")]
    [InlineData("1767225600.25", "2026-01-01T00:00:00.2500000")]
    [InlineData("1.7672256e9", "2026-01-01T00:00:00.0000000")]
    [InlineData("0.1", "1970-01-01T00:00:00.1000000")]
    [InlineData("0.00000019", "1970-01-01T00:00:00.0000001")]
    [InlineData("253402300799.9999999", "9999-12-31T23:59:59.9999999")]
    [InlineData("-0.5", "1969-12-31T23:59:59.5000000")]
    [InlineData("-0.00000001", "1969-12-31T23:59:59.9999999")]
    [InlineData("\"2026-01-01T00:00:00Z\"", "2026-01-01T00:00:00.0000000")]
    [InlineData("\"2026-01-01t00:00:00z\"", "2026-01-01T00:00:00.0000000")]
    [InlineData("\"2026-01-01 00:00:00Z\"", "2026-01-01T00:00:00.0000000")]
    [InlineData("\"2026-01-01T00:00:00.5Z\"", "2026-01-01T00:00:00.5000000")]
    [InlineData("\"2026-01-01T00:00:00.12345678999Z\"", "2026-01-01T00:00:00.1234567")]
    [InlineData("\"2026-01-01T02:30:00+02:30\"", "2026-01-01T00:00:00.0000000")]
    [InlineData("\"2025-12-31T00:01:00-23:59\"", "2026-01-01T00:00:00.0000000")]
    [InlineData("\"2026-01-01T00:00:00-00:00\"", "2026-01-01T00:00:00.0000000")]
    [InlineData("\"2016-12-31T23:59:60Z\"", "2017-01-01T00:00:00.0000000")]
    [InlineData("\"2024-02-29T12:00:00Z\"", "2024-02-29T12:00:00.0000000")]
    [InlineData("\"\\u0032026-01-01T00:00:00Z\"", "2026-01-01T00:00:00.0000000")]
    public void Times_are_read_exactly(string json, string utc)
    {
        Assert.True(RecordedTime.TryRead(JsonElement.Parse(json), out var time));
        Assert.Equal(utc, time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    [InlineData("\"1767225600\"")]
    [InlineData("\"2026-01-01\"")]
    [InlineData("\"2026-01-01T00:00:00\"")]
    [InlineData("\"2026-01-01T00:00Z\"")]
    [InlineData("\"2026-01-01T00:00:00.Z\"")]
    [InlineData("\"2026-01-01T00:00:00,5Z\"")]
    [InlineData("\"2026-01-01T24:00:00Z\"")]
    [InlineData("\"2026-13-01T00:00:00Z\"")]
    [InlineData("\"2026-02-29T00:00:00Z\"")]
    [InlineData("\"2026-01-01T00:00:61Z\"")]
    [InlineData("\"2026-01-01T00:00:00+24:00\"")]
    [InlineData("\"2026-01-01T00:00:00+0200\"")]
    [InlineData("\"2026-01-01T00:00:00Z \"")]
    [InlineData("\"2026-01-01T00:00:00Z\\n\"")]
    [InlineData("\"\\u0662026-01-01T00:00:00Z\"")]
    [InlineData("\"0001-01-01T00:00:00+00:01\"")]
    [InlineData("\"9999-12-31T23:59:60Z\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("1e400")]
    [InlineData("253402300800")]
    [InlineData("-62135596801")]
    public void What_is_no_time_is_refused(string json) => Assert.False(RecordedTime.TryRead(JsonElement.Parse(json), out _));
}
