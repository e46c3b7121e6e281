using System.Text.Json;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Values that policies and calls share, so that they meet: few, and near one another.</summary>
internal static class Values
{
    /// <summary>Numbers that a policy can hold.</summary>
    internal static IReadOnlyList<string> Numbers { get; } =
        ["0", "1", "2", "3", "5", "10", "10.0", "1e1", "-1", "0.5", "100", "9007199254740993"];

    /// <summary>Numbers that limits can charge.</summary>
    internal static IReadOnlyList<string> Costs { get; } = ["1", "1", "2", "3", "5", "0", "1.0", "20e-1", "40"];

    /// <summary>Numbers for calls: as above, near them, and some that are not exact.</summary>
    internal static IReadOnlyList<string> CallNumbers { get; } =
    [
        .. Numbers, "1", "2", "3", "4", "-0", "1.0", "100e-2", "0.1e2", "9", "11", "10.5", "40", "60", "127", "129",
        "9007199254740992", "1e400", "1e-29", "0.3e-27", "3.0000000000000000000000000001", "79228162514264337593543950335",
        "7.9e28", "8e28", "1000000000000", "1000000000001", "10000000000000000000000000000e-27",
    ];

    internal static IReadOnlyList<string> Texts { get; } =
        Quoted("a", "ab", "abc", "A", "b", "", "é", "e\u0301", "1", "true", "a\nb", "😀", "ſ");

    /// <summary>Texts that only calls hold: escaped, or with half a surrogate pair.</summary>
    internal static IReadOnlyList<string> CallTexts { get; } =
    [
        .. Texts, .. Texts, "\"\\u0061b\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"", "\"a\\udc00\"", "\"a\\u0000\"",
    ];

    /// <summary>At the bound of what <c>regex</c> looks at, and beyond.</summary>
    internal static IReadOnlyList<string> LongTexts { get; } = ["\"⟨65533 × x⟩abc\"", "\"⟨65534 × x⟩abc\""];

    internal static IReadOnlyList<string> Directories { get; } =
        Quoted("/srv/data", "/srv", "/", "/srv/data/", "/srv/./x/../data", "/é");

    internal static IReadOnlyList<string> CallPaths { get; } = Quoted(
        "/srv/data", "/srv/data/x", "/srv/data/../etc", "/srv//data/./x", "/srv/database", "/", "/../srv/data/a", "/srv/data/..",
        "/é/x", "/etc/x", "srv/data", "~/x", "/srv/%64ata", "/c:/x", "/srv/a:b", "/srv/C:x", "/srv\\data", "/srv/data/\0", "",
        "/srv/data/...", "/SRV/data");

    internal static IReadOnlyList<string> Patterns { get; } = Quoted(
        "a", "^a", "b$", "^ab$", "^$", "[a$]b", "(?i)ab", "a.b", "\\d", "^[a-z]+$", "\\$", "(?s)a.b", "x?abc$", "^.$", "a|^1$");

    /// <summary>Values of no use to any condition but <c>exists</c>.</summary>
    internal static IReadOnlyList<string> OtherValues { get; } =
        ["null", "true", "false", "{}", "[]", "[1]", "[\"a\",null]", "{\"n\":1}", "\"5\"", "5"];

    private static IReadOnlyList<string> Quoted(params string[] texts) =>
        [.. texts.Select(static text => JsonSerializer.Serialize(text))];
}
