using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PolicyLayer.Gateway.Eval;

/// <summary>Reads when a call happened: RFC 3339, or seconds since the Unix epoch. What is below 100 ns is dropped.</summary>
internal static partial class RecordedTime
{
    internal static bool TryRead(JsonElement value, out DateTimeOffset time)
    {
        time = default;
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDecimal(out var seconds) && TryFromUnixSeconds(seconds, out time),
            JsonValueKind.String => TryFromText(value, out time),
            _ => false,
        };
    }

    private static bool TryFromUnixSeconds(decimal seconds, out DateTimeOffset time)
    {
        var inRange = seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds()
            && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds() + 1;
        time = inRange ? DateTimeOffset.UnixEpoch.AddTicks((long)decimal.Floor(seconds * TimeSpan.TicksPerSecond)) : default;
        return inRange;
    }

    private static bool TryFromText(JsonElement value, out DateTimeOffset time)
    {
        time = default;
        if (!RecordedValue.TryReadText(value, out var text) || Rfc3339().Match(text) is not { Success: true } match)
            return false;

        // A leap second is the first moment of the next minute: no calendar of the platform knows it.
        var isLeapSecond = match.Groups["second"].ValueSpan is "60";
        var local = $"{match.Groups["date"]}T{match.Groups["minute"]}:{(isLeapSecond ? "59" : match.Groups["second"])}";
        if (!DateTime.TryParseExact(local, "s", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
            return false;

        var ticks = clock.Ticks - Offset(match) + Fraction(match) + (isLeapSecond ? TimeSpan.TicksPerSecond : 0);
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
            return false;

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static long Offset(Match match)
    {
        if (!match.Groups["sign"].Success)
            return 0;
        var minutes = Number(match.Groups["hours"].ValueSpan) * 60 + Number(match.Groups["minutes"].ValueSpan);
        return (match.Groups["sign"].ValueSpan is "-" ? -minutes : minutes) * TimeSpan.TicksPerMinute;
    }

    private static long Fraction(Match match)
    {
        const int TickDigits = 7;
        var digits = match.Groups["fraction"].Value;
        return Number(digits.PadRight(TickDigits, '0').AsSpan(0, TickDigits));
    }

    private static long Number(ReadOnlySpan<char> digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        """
        \A(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt\x20]
        (?<minute>[0-9]{2}:[0-9]{2}):(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?
        ([Zz]|(?<sign>[+-])(?<hours>[01][0-9]|2[0-3]):(?<minutes>[0-5][0-9]))\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Rfc3339();
}
