using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace PolicyLayer.Benchmarks.Short;

/// <summary>A class of benchmarks as BenchmarkDotNet understands it, for the short run to measure.</summary>
internal sealed class BenchmarkClass(Type type)
{
    private readonly PropertyInfo? _parameter =
        type.GetProperties().SingleOrDefault(static property => property.IsDefined(typeof(ParamsAttribute)));

    /// <summary>The row of the targets that it answers.</summary>
    internal string Row { get; } = type.GetCustomAttribute<BenchmarkCategoryAttribute>()!.Categories.Single();

    internal IReadOnlyList<MethodInfo> Benchmarks { get; } =
    [
        .. type.GetMethods()
            .Where(static method => method.IsDefined(typeof(BenchmarkAttribute)))
            .OrderBy(static method => method.GetCustomAttribute<BenchmarkAttribute>()!.SourceCodeLineNumber),
    ];

    /// <summary>The values of the property that varies; one <see langword="null"/> if none does.</summary>
    internal IReadOnlyList<object?> Parameters => _parameter?.GetCustomAttribute<ParamsAttribute>()!.Values ?? [null];

    internal static IEnumerable<BenchmarkClass> All() => typeof(BenchmarkClass).Assembly.GetTypes()
        .Where(static type => type.IsDefined(typeof(BenchmarkCategoryAttribute)))
        .Select(static type => new BenchmarkClass(type));

    internal PreparedBenchmark Prepare(MethodInfo benchmark, object? parameter)
    {
        var instance = Activator.CreateInstance(type)!;
        _parameter?.SetValue(instance, parameter);
        return new(instance, benchmark);
    }

    internal string NameOf(MethodInfo benchmark, object? parameter)
    {
        var name = benchmark.GetCustomAttribute<BenchmarkAttribute>()!.Description!;
        return _parameter is null ? name : $"{name}, {parameter:N0} {_parameter.Name.ToLowerInvariant()}";
    }
}
