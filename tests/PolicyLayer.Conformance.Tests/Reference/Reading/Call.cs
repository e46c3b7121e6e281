using System.Text.Json;

namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>A call as the reference reads it.</summary>
/// <param name="Tool">The tool's name.</param>
/// <param name="Arguments">The arguments; undefined if there are none.</param>
/// <param name="Context">What the host vouches for; undefined if there is nothing.</param>
/// <param name="IsReadable">Whether bytes that the engine parses itself could be read.</param>
internal sealed record Call(string Tool, JsonElement Arguments, JsonElement Context, bool IsReadable = true);
