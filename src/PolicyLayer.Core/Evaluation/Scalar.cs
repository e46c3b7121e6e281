using System.Text;

namespace PolicyLayer.Core.Evaluation;

/// <summary>An operand of a policy: a string, a number or a boolean. Immutable.</summary>
internal sealed class Scalar
{
    private readonly byte[] _utf8Text = [];
    private readonly bool _hasBackslash;
    private readonly decimal _number;
    private readonly bool _truth;

    private Scalar(string text)
    {
        Kind = ScalarKind.String;
        Text = text;
        _utf8Text = Encoding.UTF8.GetBytes(text);
        _hasBackslash = text.Contains('\\');
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
    internal Judgement Matches(in WrittenValue value)
    {
        switch (Kind)
        {
            case ScalarKind.String when value.IsString:
                return JudgementOf(EqualsText(value));
            case ScalarKind.Number when value.IsNumber:
                return ExactNumber.TryParse(value.Text, out var number) ? JudgementOf(number == _number) : Judgement.NotExact;
            case ScalarKind.Boolean when value.IsTrue || value.IsFalse:
                return JudgementOf(value.IsTrue == _truth);
            default:
                return Judgement.WrongType;
        }
    }

    // A text with an escape is longer than what it stands for. So one of equal length is the operand just if its bytes are, and a
    // shorter one never is.
    private bool EqualsText(in WrittenValue value)
    {
        var written = value.Inside;
        return written.Length == _utf8Text.Length
            ? !_hasBackslash && written.SequenceEqual(_utf8Text)
            : written.Length > _utf8Text.Length && written.Contains((byte)'\\') && value.Element.ValueEquals(_utf8Text);
    }

    private static Judgement JudgementOf(bool holds) => holds ? Judgement.Holds : Judgement.Fails;
}
