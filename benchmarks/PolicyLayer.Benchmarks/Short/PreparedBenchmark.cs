using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace PolicyLayer.Benchmarks.Short;

/// <summary>One benchmark on an object of its own that has been set up for it; disposing it cleans up.</summary>
internal sealed class PreparedBenchmark : IDisposable
{
    private readonly object _instance;
    private readonly MethodInfo _method;

    internal PreparedBenchmark(object instance, MethodInfo method)
    {
        _instance = instance;
        _method = method;
        Operation = method.CreateDelegate<Action>(instance);
        OperationsPerInvoke = method.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke;
        InvokeAll<GlobalSetupAttribute>();
    }

    internal Action Operation { get; }

    internal int OperationsPerInvoke { get; }

    public void Dispose()
    {
        InvokeAll<IterationCleanupAttribute>();
        InvokeAll<GlobalCleanupAttribute>();
    }

    // Without targets, it is meant for every benchmark.
    private void InvokeAll<T>()
        where T : TargetedAttribute
    {
        foreach (var method in _instance.GetType().GetMethods())
        {
            if (method.GetCustomAttribute<T>() is { } attribute
                && (attribute.Targets.Length == 0 || attribute.Targets.Contains(_method.Name)))
            {
                method.CreateDelegate<Action>(_instance)();
            }
        }
    }
}
