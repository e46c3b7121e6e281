using ModelContextProtocol.Client;
using PolicyLayer.Core;
using PolicyLayer.Mcp;

// Where AIFunction lives, so that no further using is needed to find the methods.
namespace Microsoft.Extensions.AI;

/// <summary>Guards the functions that an agent host offers to a model, on the side of the host.</summary>
public static class PolicyLayerFunctionExtensions
{
    /// <summary>
    /// Guards functions, such as the tools of <see cref="McpClient.ListToolsAsync(ModelContextProtocol.RequestOptions?, CancellationToken)"/>:
    /// those that the policy hides from the caller are left out, and each invocation of the others is decided before anything is
    /// dispatched.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A denied invocation returns what a guarded server answers: a JSON object with <c>isError</c> and the text
    /// <c>[POLICY DENIED] …</c>. A tool of an MCP server is judged by the name that the server has for it, also where the host has
    /// renamed it.
    /// </para>
    /// <para>
    /// Arguments are turned into JSON with the serializer options of the function, judged in that form, and handed on in that
    /// form, as JSON elements. Functions of the host's own are invoked with those as well; to them, an absent argument is absent
    /// for the policy, whatever its default value is.
    /// </para>
    /// <para>
    /// A function of the host's own that throws has answered with an error, as it would have behind a server, unless it was
    /// cancelled or timed out. What a tool of an MCP server throws may be a lost connection, so that its call stays spent.
    /// </para>
    /// <para>
    /// What is hidden is looked up once, now: list the tools again after an update of the policies. A function that was offered
    /// before is denied all the same. What a host unwraps by <see cref="AITool.GetService(Type, object?)"/> is not guarded.
    /// </para>
    /// </remarks>
    /// <param name="functions">The functions.</param>
    /// <param name="evaluator">What decides.</param>
    /// <param name="caller">For whom the agent acts, as the host vouches for it.</param>
    /// <param name="approvals">Asks a person where the policy says so. Without it, such calls are not dispatched.</param>
    /// <returns>The guarded functions, in the same order.</returns>
    /// <exception cref="ArgumentException">One of the functions is guarded already, so that each call would be charged twice.</exception>
    public static IReadOnlyList<AIFunction> WithPolicyLayer(
        this IEnumerable<AIFunction> functions,
        IPolicyEvaluator evaluator,
        CallerContext caller,
        ApprovalFlow? approvals = null)
    {
        ArgumentNullException.ThrowIfNull(functions);
        ArgumentNullException.ThrowIfNull(evaluator);
        var guard = new ToolCallGuard(evaluator, approvals);
        var resolved = evaluator.Resolve(caller);
        List<AIFunction> guarded = [];
        foreach (var function in functions)
        {
            if (function.GetService<GuardedFunction>() is not null)
                throw new ArgumentException($"The function {function.Name} is guarded already.", nameof(functions));
            if (evaluator.IsVisible(GuardedFunction.ToolNameOf(function), resolved))
                guarded.Add(new GuardedFunction(function, guard, resolved));
        }

        return guarded;
    }
}
