using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>A path into a call: <c>args</c> or <c>context</c>, and steps.</summary>
internal sealed partial class ValuePath
{
    private static readonly JsonElement? Absent = default(JsonElement);

    internal ValuePath(string text)
    {
        Text = text;
        IsOfArguments = text.StartsWith("args", StringComparison.Ordinal);
        Steps = [.. StepText().Matches(text).Select(static match => StepOf(match.Groups))];
    }

    internal string Text { get; }

    internal IReadOnlyList<Step> Steps { get; }

    private bool IsOfArguments { get; }

    internal JsonElement RootOf(Call call) => IsOfArguments ? call.Arguments : call.Context;

    /// <summary>
    /// The value behind a step: undefined if it is absent, <see langword="null"/> if the step cannot be judged.
    /// </summary>
    internal static JsonElement? Take(JsonElement value, Step step)
    {
        if (IsAbsent(value))
            return Absent;
        if (step.Name is not { } name)
            return value.ValueKind == JsonValueKind.Array ? ElementAt(value, step.Index!.Value) : null;
        if (value.ValueKind != JsonValueKind.Object)
            return null;

        var alike = JsonText.Members(value).Where(member => IsAlike(member.Name, name)).ToList();
        return alike switch
        {
            [] => Absent,
            [var only] when only.Name == name => only.Value,
            _ => null,
        };
    }

    internal static bool IsAbsent(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>Whether two keys are equal but for case.</summary>
    internal static bool IsAlike(string left, string right) => Fold(left).Equals(Fold(right), StringComparison.OrdinalIgnoreCase);

    private static string Fold(string key) => key.Replace('\u017F', 's').Replace('\u212A', 'k');

    private static JsonElement? ElementAt(JsonElement array, int index) =>
        index < array.GetArrayLength() ? array[index] : Absent;

    private static Step StepOf(GroupCollection parts)
    {
        if (parts["index"].Success)
            return new(null, int.Parse(parts["index"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));
        if (parts["quoted"].Success)
            return new(JsonText.Unescape(parts["quoted"].Value), null);
        return new(parts["name"].Success ? parts["name"].Value : null, null);
    }

    [GeneratedRegex("""\.(?<name>[^.\[]+)|\["(?<quoted>([^"\\]|\\.)*)"\]|\[(?<index>[0-9]+)\]|\[\*\]""")]
    private static partial Regex StepText();
}
