using System.Runtime.ExceptionServices;
using System.Text.Json;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>What a function came to: what it returned, or what it threw in place of an answer.</summary>
internal readonly record struct FunctionAnswer(object? Returned, ExceptionDispatchInfo? Thrown = null)
{
    // Tools of a server answer with this form where they have failed, and so does a server that denies.
    public bool IsError =>
        Thrown is not null
        || (Returned is JsonElement { ValueKind: JsonValueKind.Object } answer
            && answer.TryGetProperty("isError", out var isError)
            && isError.ValueKind == JsonValueKind.True);

    /// <summary>
    /// Whether a function that threw this has answered. One that was given up may have done its work, or not; it is no other
    /// if something else tells of it.
    /// </summary>
    public static bool IsAnswer(Exception exception) => exception switch
    {
        OperationCanceledException or TimeoutException or ToolNotReachedException => false,
        AggregateException several => several.InnerExceptions.All(IsAnswer),
        _ => exception.InnerException is not { } cause || IsAnswer(cause),
    };

    /// <summary>What the function returned; throws what it threw.</summary>
    public object? Get()
    {
        Thrown?.Throw();
        return Returned;
    }
}
