using System.Text;
using System.Text.Json;
using PolicyLayer.Conformance.Tests.Reference.Counting;
using PolicyLayer.Conformance.Tests.Reference.Reading;
using PolicyLayer.Core;
using PolicyLayer.TestKit;
using Call = PolicyLayer.Conformance.Tests.Reference.Reading.Call;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Puts calls as a host does, in every form there is.</summary>
internal sealed class CallForms(PolicyEvaluator evaluator)
{
    private readonly Dictionary<Caller, CallerContext> _resolved = [];

    /// <summary>The call for the engine.</summary>
    /// <param name="step">The call of the scenario.</param>
    /// <param name="asRead">The same for the reference.</param>
    internal ToolCall ToToolCall(CallStep step, out Call asRead)
    {
        var context = Parse(step.Context);
        var caller = new CallerContext(step.Caller.Server, step.Caller.Grant, step.Caller.Session, context);
        if (step.Form is CallPut.Bytes or CallPut.BytesWithOtherCase)
        {
            var text = RequestText.Of(step);
            asRead = RequestReading.Read(text, context);
            return ToolCall.Parse(Encoding.UTF8.GetBytes(text), caller);
        }

        var arguments = Parse(step.Arguments);
        asRead = new(step.Tool, arguments, context);
        if (step.Form == CallPut.Resolved)
            return new(step.Tool, arguments, Resolved(step.Caller).WithFacts(context));
        if (step.Form != CallPut.Members || MembersOf(arguments) is not { } members)
            return new(step.Tool, arguments, caller);

        asRead = asRead with { Arguments = Parse(TextOf(members)) };
        return new(step.Tool, members, caller);
    }

    // Resolved once, and kept across reloads.
    private CallerContext Resolved(Caller caller)
    {
        if (!_resolved.TryGetValue(caller, out var context))
            _resolved[caller] = context = evaluator.Resolve(new(caller.Server, caller.Grant, caller.Session));
        return context;
    }

    private static JsonElement Parse(string? json) =>
        json is null ? default : JsonElement.Parse(DocumentNotation.Repeat(json), new() { MaxDepth = 1_000 });

    // As short as it can be written: that is what counts as its length.
    private static string TextOf(Dictionary<string, JsonElement> members) =>
        $"{{{string.Join(",", members.Select(static member => $"\"{member.Key}\":{member.Value.GetRawText()}"))}}}";

    private static Dictionary<string, JsonElement>? MembersOf(JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
            return null;

        var members = new Dictionary<string, JsonElement>();
        foreach (var (name, value) in JsonText.Members(arguments))
        {
            if (!JsonText.IsWhole(name) || !members.TryAdd(name, value))
                return null;
        }

        return members;
    }
}
