using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Evaluation;

public sealed class JsonDepthTests
{
    [Fact]
    public void A_value_is_within_its_own_depth_and_no_other_below()
    {
        // Brackets in texts count for nothing; padding moves the real ones to every place of a block.
        var values =
            from padding in Gen.Choose(0, 200)
            from leaf in Gen.Elements("1", "[]", "{}", "\"[{[{[{\"", "\"}]\\\"[\"", "[{},[]]")
            from shape in Gen.Choose(0, 90).SelectMany(levels => Gen.ArrayOf(Gen.Choose(0, 3), levels))
            select shape.Aggregate(leaf, (inner, kind) => Wrap(inner, kind, padding));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(values.ToArbitrary(), json =>
        {
            var value = JsonDocument.Parse(json, new() { MaxDepth = 1_000 }).RootElement;
            var depth = DepthOf(value);
            return new[] { 1, 2, 16, 63, 64, depth - 1, depth, depth + 1 }.Where(static levels => levels >= 0)
                .All(levels => IsWithin(value, levels) == depth <= levels);
        }));
    }

    [Fact]
    public void Every_bracket_counts_wherever_it_stands()
    {
        // No bracket to spare: one that is not counted makes the value look one level less deep than it is.
        foreach (var depth in new[] { 1, 2, 5, 14 })
        {
            for (var before = 0; before <= 70; before++)
            {
                for (var after = 0; after <= 33; after++)
                {
                    var json = $"[{Spaces(before)}{new string('[', depth - 1)}{Spaces(after)}{new string(']', depth)}";
                    var value = JsonElement.Parse(json);
                    Assert.True(IsWithin(value, depth), json);
                    Assert.False(IsWithin(value, depth - 1), json);
                }
            }
        }
    }

    private static string Spaces(int count) => new(' ', count);

    private static string Wrap(string inner, int kind, int padding) => kind switch
    {
        0 => $"[{inner}]",
        1 => $$"""{"a":{{inner}}}""",
        2 => $$"""{"{[":"{{new string('x', padding)}}","a":{{inner}}}""",
        _ => $"[[],{inner},{{}}]",
    };

    private static bool IsWithin(in JsonElement value, int levels) =>
        JsonDepth.IsWithin(value, Encoding.UTF8.GetBytes(value.GetRawText()), levels);

    private static int DepthOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(DepthOf).DefaultIfEmpty().Max(),
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(static member => DepthOf(member.Value)).DefaultIfEmpty().Max(),
        _ => 0,
    };
}
