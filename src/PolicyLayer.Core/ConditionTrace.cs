using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core;

/// <summary>What one condition of a rule came to in a decision. Immutable and safe to share.</summary>
public sealed class ConditionTrace
{
    internal ConditionTrace(
        ConditionText text,
        Judgement? judgement,
        in JsonElement value,
        bool withValue,
        int? elements = null,
        IReadOnlyList<int>? place = null)
    {
        Path = text.Path;
        Operator = text.Operator;
        Judgement = judgement;
        ValueKind = ToldKind.Of(value.ValueKind);
        Elements = elements;
        DecidingElement = place ?? [];
        if (withValue && ValueKind != JsonValueKind.Undefined)
            Value = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));
    }

    /// <summary>The path as the policy writes it.</summary>
    public string Path { get; }

    /// <summary>The operator, such as <c>gt</c>.</summary>
    public string Operator { get; }

    /// <summary>What judging the condition came to; <see langword="null"/> if the decision fell before its rule.</summary>
    public Judgement? Judgement { get; }

    /// <summary>
    /// The JSON type of the value that was judged, with <c>[*]</c> of the element that decided, or of what stands in the place of
    /// the array. A boolean is <see cref="JsonValueKind.True"/>, whichever it is. Undefined if the value is absent or <c>null</c>, if a
    /// name or an index does not lead to one, or if no element decided by itself.
    /// </summary>
    public JsonValueKind ValueKind { get; }

    /// <summary>
    /// Whether the value is absent or <c>null</c>, with <c>[*]</c> in the element that decided or, if the array itself is absent,
    /// as a whole.
    /// </summary>
    public bool IsAbsent =>
        Judgement is { } judgement && !judgement.IsMismatch() && ValueKind == JsonValueKind.Undefined
            && (Elements is null || DecidingElement.Count > 0);

    /// <summary>
    /// For a path with <c>[*]</c>, how many elements were looked at until the result was settled; <see langword="null"/> if the
    /// path does not lead to an array, and for every other path.
    /// </summary>
    public int? Elements { get; }

    /// <summary>
    /// For a path with <c>[*]</c>, the index at each of them of the element that decided: the one that settled the result, else
    /// the first that could not be judged. Empty if all elements together decided, and for every other path.
    /// </summary>
    public IReadOnlyList<int> DecidingElement { get; }

    /// <summary>
    /// The JSON text of the value that <see cref="ValueKind"/> tells of; <see langword="null"/> unless values were asked for.
    /// </summary>
    public string? Value { get; }
}
