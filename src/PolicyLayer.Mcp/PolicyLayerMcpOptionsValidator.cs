using Microsoft.Extensions.Options;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>Finds at startup what would otherwise deny every call later.</summary>
internal sealed class PolicyLayerMcpOptionsValidator(IEnumerable<IPolicyEvaluator> evaluators)
    : IValidateOptions<PolicyLayerMcpOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyLayerMcpOptions options)
    {
        List<string> failures = [];
        if (!evaluators.Any())
            failures.Add($"WithPolicyLayer needs an {nameof(IPolicyEvaluator)} in the services: call AddPolicyLayer.");
        if (options.Server is "")
            failures.Add($"{nameof(PolicyLayerMcpOptions)}.{nameof(PolicyLayerMcpOptions.Server)} is empty.");
        if (options.Grant is "")
            failures.Add($"{nameof(PolicyLayerMcpOptions)}.{nameof(PolicyLayerMcpOptions.Grant)} is empty.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
