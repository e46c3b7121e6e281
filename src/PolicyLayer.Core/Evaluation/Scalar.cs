using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>An operand of a policy: a string, a number or a boolean. Immutable.</summary>
internal sealed class Scalar
{
    private readonly string _text = "";
    private readonly decimal _number;
    private readonly bool _truth;

    private Scalar(string text)
    {
        Kind = ScalarKind.String;
        _text = text;
    }

    private Scalar(decimal number)
    {
        Kind = ScalarKind.Number;
        _number = number;
    }

    private Scalar(bool truth)
    {
        Kind = ScalarKind.Boolean;
        _truth = truth;
    }

    internal ScalarKind Kind { get; }

    internal static Scalar Of(string text) => new(text);

    internal static Scalar Of(decimal number) => new(number);

    internal static Scalar Of(bool truth) => new(truth);

    /// <summary>Whether <paramref name="value"/> equals this operand; another JSON type is a mismatch.</summary>
    internal Judgement Matches(in JsonElement value) => throw new NotSupportedException($"{_text}{_number}{_truth}");
}
