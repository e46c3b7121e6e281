using System.Reflection;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp.Tests;

/// <summary>A store of approvals that gives what answers a test chooses, whatever is true.</summary>
public class LyingApprovalStore : DispatchProxy
{
    private IApprovalStore? _inner;
    private string? _operation;
    private Func<object>? _lie;

    /// <summary>How often it lied.</summary>
    public int Lies { get; private set; }

    /// <param name="inner">The store that does the rest.</param>
    /// <param name="operation">The name of the method that lies.</param>
    /// <param name="lie">What it says.</param>
    public static (IApprovalStore Store, LyingApprovalStore Lying) Of<T>(IApprovalStore inner, string operation, T lie)
    {
        var store = Create<IApprovalStore, LyingApprovalStore>();
        var lying = (LyingApprovalStore)store;
        (lying._inner, lying._operation, lying._lie) =
            (inner, operation, () => new ValueTask<T>(lie));
        return (store, lying);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != _operation)
            return targetMethod.Invoke(_inner, args);

        Lies++;
        return _lie!();
    }
}
