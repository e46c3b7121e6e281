using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Evaluation;

public sealed class MemberIndexTests
{
    // Keys that share lengths, ends or all but case; one is too long to have a length of its own in the filter.
    private static readonly string[] Keys = ["", "k", "ks", "sk", "amount", "amoumt", "customer", new('k', 66)];

    private static readonly string[] Names =
    [
        .. Keys, "K", "\u212A", "kS", "k\u017F", "\u017Fk", "KS", "Amount", "AMOUMT", "amounT", "b", "bs", "a\\mount", "{mount",
        "cuStomer", "customes", "custome", "\u00E9", "2", new('K', 66), new string('k', 65) + "s", new('k', 2), new('k', 65),
    ];

    [Fact]
    public void One_pass_says_of_each_key_what_looking_for_it_alone_says()
    {
        var objects =
            from count in Gen.Choose(0, 12)
            from names in Gen.ArrayOf(Gen.Elements(Names), count)
            from escapes in Gen.ArrayOf(Gen.Choose(0, 5), count)
            from nulls in Gen.ArrayOf(Gen.Choose(0, 3), count)
            select Write(names, escapes, nulls);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(objects.ToArbitrary(), json =>
        {
            var value = JsonElement.Parse(json);
            return AreTheSame(new(value), key => (key.FindIn(value, out var found), found));
        }));
    }

    [Fact]
    public void One_pass_over_members_by_name_says_the_same_too()
    {
        var sets = Gen.Choose(0, 12).SelectMany(count => Gen.ArrayOf(Gen.Elements(Names), count));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(sets.ToArbitrary(), names =>
        {
            var members = names.Distinct().ToDictionary(name => name, name => JsonElement.Parse($"\"{name.Length}\""));
            var sorted = new SortedList<string, JsonElement>(members, StringComparer.Ordinal);
            return AreTheSame(new(members), key => (key.FindIn(members.GetEnumerator(), out var found), found))
                && AreTheSame(new(sorted), key => (key.FindIn(sorted.GetEnumerator(), out var found), found));
        }));
    }

    [Fact]
    public void Where_there_are_no_arguments_every_key_is_absent()
    {
        ToolArguments[] none = [default, new(JsonElement.Parse("null")), new((IDictionary<string, JsonElement>?)null)];

        Assert.All(none, arguments => Assert.True(AreTheSame(arguments, static _ => (Resolution.Absent, default))));
    }

    private static bool AreTheSame(in ToolArguments arguments, Func<MemberKey, (Resolution Resolution, JsonElement Value)> find)
    {
        MemberKey[] keys = [.. Keys.Select(static key => new MemberKey(key))];
        FoundMembers room = default;
        var found = new MemberIndex(keys).Find(arguments, room);
        for (var slot = 0; slot < keys.Length; slot++)
        {
            var (resolution, value) = find(keys[slot]);
            if (found[slot].Resolution != resolution || Text(found[slot].Value) != Text(value))
                return false;
        }

        return found.Length == keys.Length;
    }

    private static string Text(in JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "" : value.GetRawText();

    private static string Write(string[] names, int[] escapes, int[] nulls)
    {
        var members = names.Select((name, i) =>
        {
            var written = name.Select((unit, at) => unit == '\\' || at == escapes[i] - 1 ? $"\\u{(int)unit:x4}" : $"{unit}");
            return $"\"{string.Concat(written)}\":{(nulls[i] == 0 ? "null" : i)}";
        });
        return $"{{{string.Join(',', members)}}}";
    }
}
