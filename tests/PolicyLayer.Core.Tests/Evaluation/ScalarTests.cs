using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Evaluation;

public sealed class ScalarTests
{
    [Fact]
    public void A_string_equals_the_operand_however_it_is_written()
    {
        // Operands that look like escapes, and texts whose escapes make them as long as another operand.
        var texts = Gen.Elements(
            "", "a", "ab", "\\", "\\n", "\n", "\\u0061", "a\u00E9", "\u00E9", "\U0001F600", "nn", "\\\\", "\"");
        var cases =
            from operand in texts
            from text in texts
            from escapes in Gen.ArrayOf(Gen.Choose(0, 2), 8)
            select (Operand: operand, Text: text, Json: Write(text, escapes));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll(cases.ToArbitrary(), sample =>
        {
            var value = JsonElement.Parse(sample.Json);
            var expected = sample.Operand == sample.Text ? Judgement.Holds : Judgement.Fails;
            return value.GetString() == sample.Text && Scalar.Of(sample.Operand).Matches(new WrittenValue(in value)) == expected;
        }));
    }

    private static string Write(string text, int[] escapes)
    {
        var units = text.Select((unit, at) => (unit, escapes[at]) switch
        {
            _ when char.IsSurrogate(unit) => escapes[^1] == 0 ? $"{unit}" : $"\\u{(int)unit:x4}",
            ('\n', 0) => "\\n",
            ('"' or '\\', 0 or 1) => $"\\{unit}",
            ('\n' or '"' or '\\', _) or (_, 2) => $"\\u{(int)unit:x4}",
            _ => $"{unit}",
        });
        return $"\"{string.Concat(units)}\"";
    }
}
