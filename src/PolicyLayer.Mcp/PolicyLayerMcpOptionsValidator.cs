using Microsoft.Extensions.Options;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>Finds at startup what would otherwise deny every call later, or charge it twice.</summary>
internal sealed class PolicyLayerMcpOptionsValidator(
    IEnumerable<IPolicyEvaluator> evaluators, IEnumerable<GuardRegistration> registrations)
    : IValidateOptions<PolicyLayerMcpOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyLayerMcpOptions options)
    {
        List<string> failures = [.. options.FindMistakes()];
        if (!evaluators.Any())
            failures.Add($"WithPolicyLayer needs an {nameof(IPolicyEvaluator)} in the services: call AddPolicyLayer.");
        if (registrations.Count() > 1)
            failures.Add("WithPolicyLayer was called more than once for this server: which of the callers' settings would hold?");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
