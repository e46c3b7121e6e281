using System.Text.Json;

namespace PolicyLayer.Gateway.Tests;

/// <summary>What a command left behind.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of the output; every one ends with a line feed.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            Assert.True(Output.Length == 0 || Output.EndsWith('\n'), "The last line is not ended.");
            return Output.Length == 0 ? [] : Output[..^1].Split('\n');
        }
    }

    /// <summary>The decisions that the output holds, one per line.</summary>
    public IReadOnlyList<JsonElement> Decisions => [.. Lines.Select(line => JsonElement.Parse(line))];

    public string Codes => string.Join(' ', Decisions.Select(decision => decision.GetProperty("code").GetString()));
}
