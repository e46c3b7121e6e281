using System.Numerics;
using System.Text.Json.Nodes;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Validation;

/// <summary>
/// The schema as anyone's validator sees it: the published file, read and evaluated by NJsonSchema alone. It does not know
/// <c>if</c>, <c>then</c> and <c>else</c>, so they are put into the words that it knows; and it goes by how a number is written,
/// so whole ones are written as such.
/// </summary>
internal static class PublishedSchema
{
    private static readonly JsonSchema Schema = Read();

    internal static bool Accepts(string document)
    {
        // In a list of its own, so that there is a place for a number that is all of the document.
        var holder = new JArray(JToken.Parse(document));
        foreach (var number in holder.Descendants().OfType<JValue>().Where(value => value.Value is double or BigInteger).ToList())
            number.Replace(Plain(number.Value is BigInteger whole ? (double)whole : (double)number.Value!));
        return Schema.Validate(holder[0]).Count == 0;
    }

    // A number beyond those that the validator can hold is beyond all bounds of the schema too.
    private static JValue Plain(double number) =>
        double.IsInteger(number) && Math.Abs(number) < long.MaxValue ? new JValue((long)number) : new JValue(0.5);

    private static JsonSchema Read()
    {
        var schema = JsonNode.Parse(RepositoryFiles.ReadText("schema/policy.v1.schema.json"))!;
        Rewrite(schema);
        return JsonSchema.FromJsonAsync(schema.ToJsonString()).GetAwaiter().GetResult();
    }

    private static void Rewrite(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var element in list)
                Rewrite(element);
        }

        if (node is not JsonObject schema)
            return;

        foreach (var member in schema)
            Rewrite(member.Value);
        if (!schema.Remove("if", out var condition))
            return;

        schema.Remove("then", out var then);
        schema.Remove("else", out var otherwise);
        schema["allOf"] = new JsonArray(
            Either(new JsonObject { ["not"] = condition!.DeepClone() }, then ?? new JsonObject()),
            Either(condition, otherwise ?? new JsonObject()));
    }

    private static JsonObject Either(JsonNode one, JsonNode other) => new() { ["anyOf"] = new JsonArray(one, other) };
}
