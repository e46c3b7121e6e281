using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>The operators, each as the table of the format has it, for a value that is there.</summary>
internal static partial class Operators
{
    private const int MostBytesOfText = 64 * 1024;

    internal static Result Judge(string op, JsonElement value, JsonElement wanted) => op switch
    {
        "exists" => value.ValueKind == JsonValueKind.String && JsonText.Text(value) is null
            ? Result.Mismatch
            : Results.Of(wanted.GetBoolean()),
        "eq" => Same(value, wanted),
        "neq" => Results.Not(Same(value, wanted)),
        "in" => In(value, wanted),
        "not_in" => Results.Not(In(value, wanted)),
        "lt" => Compare(value, wanted, static order => order < 0),
        "lte" => Compare(value, wanted, static order => order <= 0),
        "gt" => Compare(value, wanted, static order => order > 0),
        "gte" => Compare(value, wanted, static order => order >= 0),
        "contains" => Contains(value, wanted),
        "starts_with" => OfText(value, text => text.StartsWith(wanted.GetString()!, StringComparison.Ordinal)),
        "ends_with" => OfText(value, text => text.EndsWith(wanted.GetString()!, StringComparison.Ordinal)),
        "regex" => Matches(value, wanted.GetString()!),
        "path_within" => IsWithin(value, wanted),
        _ => throw new NotSupportedException(op),
    };

    private static Result Same(JsonElement value, JsonElement wanted) => (value.ValueKind, wanted.ValueKind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => OfText(value, text => text == wanted.GetString()),
        (JsonValueKind.Number, JsonValueKind.Number) => Compare(value, wanted, static order => order == 0),
        (JsonValueKind.True or JsonValueKind.False, JsonValueKind.True or JsonValueKind.False) =>
            Results.Of(value.ValueKind == wanted.ValueKind),
        _ => Result.Mismatch,
    };

    private static Result In(JsonElement value, JsonElement list) =>
        Results.Any([.. list.EnumerateArray().Select(wanted => Same(value, wanted))]);

    private static Result Compare(JsonElement value, JsonElement wanted, Func<int, bool> holds) =>
        value.ValueKind == JsonValueKind.Number && ExactValue.Read(value.GetRawText()) is { } number
            ? Results.Of(holds(BigInteger.Compare(number, ExactValue.Read(wanted.GetRawText())!.Value)))
            : Result.Mismatch;

    private static Result Contains(JsonElement value, JsonElement wanted) => value.ValueKind switch
    {
        JsonValueKind.Array => Results.Any([.. value.EnumerateArray().Select(element => Same(element, wanted))]),
        JsonValueKind.String when wanted.ValueKind == JsonValueKind.String =>
            OfText(value, text => text.Contains(wanted.GetString()!, StringComparison.Ordinal)),
        _ => Result.Mismatch,
    };

    // Outside of a class, and not escaped, "$" is the very end.
    private static Result Matches(JsonElement value, string pattern)
    {
        var strict = Token().Replace(pattern, static token => token.Value == "$" ? @"\z" : token.Value);
        return value.ValueKind == JsonValueKind.String
            && JsonText.Text(value) is { } text
            && Encoding.UTF8.GetByteCount(text) <= MostBytesOfText
                ? Results.Of(Regex.IsMatch(text, strict, RegexOptions.CultureInvariant))
                : Result.Mismatch;
    }

    private static Result IsWithin(JsonElement value, JsonElement wanted)
    {
        if (value.ValueKind != JsonValueKind.String
            || JsonText.Text(value) is not { } text
            || DirectoryNames(text) is not { } names)
        {
            return Result.Mismatch;
        }

        var directories = wanted.ValueKind == JsonValueKind.Array ? [.. wanted.EnumerateArray()] : new[] { wanted };
        return Results.Of(directories.Any(directory =>
            DirectoryNames(directory.GetString()!) is { } outer && names.Take(outer.Count).SequenceEqual(outer)));
    }

    // The names from the root to a path; null where servers may read it differently.
    private static List<string>? DirectoryNames(string path)
    {
        if (!path.StartsWith('/') || path.IndexOfAny(['%', '\\', '\0']) >= 0 || Drive().IsMatch(path))
            return null;

        var names = new List<string>();
        foreach (var name in path.Split('/').Where(static name => name is not ("" or ".")))
        {
            if (name != "..")
                names.Add(name);
            else if (names.Count > 0)
                names.RemoveAt(names.Count - 1);
        }

        return names;
    }

    private static Result OfText(JsonElement value, Func<string, bool> holds) =>
        value.ValueKind == JsonValueKind.String && JsonText.Text(value) is { } text ? Results.Of(holds(text)) : Result.Mismatch;

    [GeneratedRegex(@"\\.|\[\^?\]?([^\]\\]|\\.)*\]|\$", RegexOptions.Singleline)]
    private static partial Regex Token();

    [GeneratedRegex("/[a-zA-Z]:")]
    private static partial Regex Drive();
}
