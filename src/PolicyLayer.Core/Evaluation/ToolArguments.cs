using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>The arguments of a call, in whichever form the host has them.</summary>
internal readonly struct ToolArguments
{
    internal ToolArguments(JsonElement value) => Value = value;

    internal ToolArguments(IDictionary<string, JsonElement>? members) => Members = members;

    /// <summary>The arguments as one value; undefined where <see cref="Members"/> has them or there are none.</summary>
    internal JsonElement Value { get; }

    /// <summary>The arguments by name, or <see langword="null"/>.</summary>
    internal IDictionary<string, JsonElement>? Members { get; }

    internal bool IsWellFormed(int maxBytes) => Members is null || maxBytes > 0;
}
