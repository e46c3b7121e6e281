using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>Refuses options that give no policy set, with all that is wrong in them and in their documents.</summary>
[RequiresUnreferencedCode(SchemaReflection.Trimmed)]
[RequiresDynamicCode(SchemaReflection.Compiled)]
internal sealed class PolicyLayerOptionsValidator(PolicyComposer composer) : IValidateOptions<PolicyLayerOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyLayerOptions options)
    {
        var failures = composer.Compose(options).Failures;
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
