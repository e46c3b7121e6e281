using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>An operand of a policy: a string, a number or a boolean. Immutable.</summary>
internal sealed class Scalar
{
    private readonly byte[] _utf8Text = [];
    private readonly decimal _number;
    private readonly bool _truth;

    private Scalar(string text)
    {
        Kind = ScalarKind.String;
        Text = text;
        _utf8Text = Encoding.UTF8.GetBytes(text);
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

    /// <summary>The operand, if it is a string; otherwise empty.</summary>
    internal string Text { get; } = "";

    /// <summary>The operand, if it is a number; otherwise 0.</summary>
    internal decimal Number => _number;

    internal static Scalar Of(string text) => new(text);

    internal static Scalar Of(decimal number) => new(number);

    internal static Scalar Of(bool truth) => new(truth);

    /// <summary>
    /// Whether <paramref name="value"/> equals this operand. Another JSON type is a mismatch, and so is a number that is not
    /// exact. A string must be well-formed.
    /// </summary>
    internal Judgement Matches(in JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when Kind == ScalarKind.String:
                return JudgementOf(value.ValueEquals(_utf8Text));
            case JsonValueKind.Number when Kind == ScalarKind.Number:
                return ExactNumber.TryParse(JsonMarshal.GetRawUtf8Value(value), out var number)
                    ? JudgementOf(number == _number)
                    : Judgement.NotExact;
            case JsonValueKind.True or JsonValueKind.False when Kind == ScalarKind.Boolean:
                return JudgementOf(value.ValueKind == JsonValueKind.True == _truth);
            default:
                return Judgement.WrongType;
        }
    }

    private static Judgement JudgementOf(bool holds) => holds ? Judgement.Holds : Judgement.Fails;
}
