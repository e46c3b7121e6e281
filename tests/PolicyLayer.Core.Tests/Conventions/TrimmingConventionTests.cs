using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace PolicyLayer.Core.Tests.Conventions;

/// <summary>
/// A host that is trimmed is told where it loads policies, and only there. That nothing else needs it is what the analyzers of the
/// build say.
/// </summary>
public sealed class TrimmingConventionTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] Loading =
    [
        "Policy.Load", "Policy.LoadFile", "Policy.Parse", "PolicyLayerServiceCollectionExtensions.AddPolicyLayer",
        "PolicyRecommender.Merge", "PolicyRecommender.Recommend",
    ];

    private static readonly IReadOnlyList<MemberInfo> Public =
        [.. CoreTypes.Assembly.GetExportedTypes().SelectMany(type => (MemberInfo[])[type, .. type.GetMembers(Declared)])];

    [Theory]
    [InlineData(typeof(RequiresUnreferencedCodeAttribute))]
    [InlineData(typeof(RequiresDynamicCodeAttribute))]
    public void What_loads_a_policy_says_that_it_needs_reflection_and_nothing_else_does(Type attribute)
    {
        var saying = Public.Where(member => member.IsDefined(attribute, inherit: false)).ToHashSet();
        var loading = Public.OfType<MethodInfo>().Where(method => Loading.Contains($"{method.DeclaringType!.Name}.{method.Name}"));

        Assert.Equal(Loading, saying.Select(member => $"{member.DeclaringType?.Name}.{member.Name}").Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([], loading.Except(saying).Select(method => method.ToString()));
    }

    // The build says so where its analyzers for it have run.
    [Theory]
    [InlineData("IsTrimmable")]
    [InlineData("IsAotCompatible")]
    public void The_engine_is_offered_to_hosts_that_are_trimmed_or_compiled_ahead(string key) => Assert.Contains(
        CoreTypes.Assembly.GetCustomAttributes<AssemblyMetadataAttribute>(),
        metadata => metadata.Key == key && metadata.Value == "True");
}
