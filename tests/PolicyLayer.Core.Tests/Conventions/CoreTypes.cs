using System.Reflection;
using System.Runtime.CompilerServices;

namespace PolicyLayer.Core.Tests.Conventions;

/// <summary>The top-level types of the engine that people wrote, and the rooms they stand in.</summary>
internal static class CoreTypes
{
    private const string RootNamespace = "PolicyLayer.Core";

    internal static Assembly Assembly { get; } = typeof(Policy).Assembly;

    internal static IReadOnlyList<Type> All { get; } = [.. Assembly.GetTypes().Where(IsWritten)];

    /// <summary>The folder of a type of the engine; an empty string for the root, <see langword="null"/> for other assemblies.</summary>
    internal static string? RoomOf(Type type)
    {
        if (type.Assembly != Assembly || !IsWritten(type))
            return null;

        return type.Namespace == RootNamespace ? "" : type.Namespace!.Replace(RootNamespace + ".", "", StringComparison.Ordinal);
    }

    private static bool IsWritten(Type type) => !type.IsNested && type.Namespace is not null
        && !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.Name.StartsWith('<');
}
