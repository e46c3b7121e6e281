using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>One step of a path: into an object by name, or into an array by index. Immutable.</summary>
internal readonly struct PathStep
{
    private readonly MemberKey? _key;
    private readonly int _index;

    internal PathStep(string name) => _key = new(name);

    internal PathStep(int index) => _index = index;

    /// <summary>The key of a step by name; <see langword="null"/> for a step by index.</summary>
    internal MemberKey? Key => _key;

    /// <summary>Steps from <paramref name="parent"/>.</summary>
    internal Resolution Into(JsonElement parent, out JsonElement value)
    {
        value = default;
        var result = Resolution.WrongStep;
        switch (parent.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return Resolution.Absent;
            case JsonValueKind.Object when _key is not null:
                result = _key.FindIn(parent, out value);
                break;
            case JsonValueKind.Array when _key is null:
                if (_index >= parent.GetArrayLength())
                    return Resolution.Absent;
                value = parent[_index];
                result = Resolution.Found;
                break;
        }

        return NullIsAbsent(result, value);
    }

    /// <summary>Steps from the arguments of a call.</summary>
    internal Resolution Into(in ToolArguments arguments, out JsonElement value)
    {
        if (arguments.Members is not { } members)
            return Into(arguments.Value, out value);

        value = default;
        if (_key is null)
            return Resolution.WrongStep;

        // The SDK's own type is walked by its struct enumerator; through the interface every call would allocate one.
        if (members is Dictionary<string, JsonElement> dictionary)
            return NullIsAbsent(_key.FindIn(dictionary.GetEnumerator(), out value), value);

        using var enumerator = members.GetEnumerator();
        return NullIsAbsent(_key.FindIn(enumerator, out value), value);
    }

    internal static Resolution NullIsAbsent(Resolution result, in JsonElement value) =>
        result == Resolution.Found && value.ValueKind == JsonValueKind.Null ? Resolution.Absent : result;
}
