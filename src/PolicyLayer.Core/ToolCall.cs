using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core;

/// <summary>
/// A call of one tool as the host is about to dispatch it: a view of what the host already has, nothing is copied.
/// </summary>
/// <remarks>
/// The JSON that it refers to must not change or be disposed until the decision is made. The default value has no caller
/// and is denied.
/// </remarks>
public readonly struct ToolCall
{
    private readonly string? _tool;
    private readonly ToolArguments _arguments;
    private readonly CallerContext _caller;

    /// <summary>Describes a call whose arguments are one JSON value.</summary>
    /// <param name="tool">The tool's name, compared ordinally.</param>
    /// <param name="arguments">An object; <c>null</c> and <see cref="JsonValueKind.Undefined"/> mean that there are none.
    /// Anything else makes the call malformed, and it is denied.</param>
    /// <param name="caller">Who calls, as the host vouches for it.</param>
    public ToolCall(string tool, JsonElement arguments, CallerContext caller)
    {
        _tool = tool;
        _arguments = new(arguments);
        _caller = caller.Copy();
    }

    /// <summary>Describes a call whose arguments come as the MCP SDK holds them.</summary>
    /// <param name="tool">The tool's name, compared ordinally.</param>
    /// <param name="arguments">The arguments by name, or <see langword="null"/> if there are none.</param>
    /// <param name="caller">Who calls, as the host vouches for it.</param>
    public ToolCall(string tool, IDictionary<string, JsonElement>? arguments, CallerContext caller)
    {
        _tool = tool;
        _arguments = new(arguments);
        _caller = caller.Copy();
    }

    private ToolCall(CallerContext caller) => _caller = caller.Copy();

    /// <summary>The tool's name; empty, and so malformed, if there is none.</summary>
    public string Tool => _tool ?? "";

    /// <summary>Who calls.</summary>
    public CallerContext Caller => _caller;

    /// <summary>The arguments, where they are: a decision copies nothing of a call.</summary>
    [UnscopedRef]
    internal ref readonly ToolArguments Arguments => ref _arguments;

    /// <summary>Who calls, where it is.</summary>
    [UnscopedRef]
    internal ref readonly CallerContext CallerInPlace => ref _caller;

    /// <summary>
    /// Reads the <c>params</c> of an MCP <c>tools/call</c> request, an object with <c>name</c> and <c>arguments</c>. Bytes
    /// that are not strict JSON in UTF-8, hold a duplicate key at any depth, or spell one of the two members with other case
    /// give a malformed call, which every evaluator denies.
    /// </summary>
    /// <param name="utf8Params">The JSON text. It is copied.</param>
    /// <param name="caller">Who calls, as the host vouches for it.</param>
    /// <returns>The call; it never throws for what the bytes hold.</returns>
    public static ToolCall Parse(ReadOnlySpan<byte> utf8Params, CallerContext caller) =>
        StrictJson.TryReadCall(utf8Params, out var tool, out var arguments) ? new(tool, arguments, caller) : new(caller);
}
