using System.Reflection;
using System.Runtime.CompilerServices;

namespace PolicyLayer.TestKit.PublicApi;

/// <summary>Everything that an assembly offers to others, as sorted lines that each stand for themselves.</summary>
internal static class ApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance |
        BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static IReadOnlyList<string> Describe(Assembly assembly) =>
        [.. assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Describe)];

    private static IEnumerable<string> Describe(Type type)
    {
        var name = $"{type.Namespace}.{ApiTypeName.Of(type)}";
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            var invoke = type.GetMethod(nameof(Action.Invoke))!;
            return [$"{name}: delegate {ApiTypeName.Of(invoke.ReturnType)} ({ApiMember.Parameters(invoke)})"];
        }

        var members = type.GetMembers(Declared).Select(ApiMember.Describe).OfType<string>().Order(StringComparer.Ordinal);
        return [$"{name}: {Kind(type)}{Bases(type)}", .. members.Select(member => $"{name}: {member}")];
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsByRefLike: true } => "ref struct",
        { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        if (type.IsEnum)
            return "";

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        Type?[] all = [type.BaseType, .. type.GetInterfaces().Except(inherited).OrderBy(face => face.Name, StringComparer.Ordinal)];
        var named = all.OfType<Type>().Where(face => face.IsPublic && face != typeof(object) && face != typeof(ValueType));
        var text = string.Join(", ", named.Select(ApiTypeName.Of));
        return text.Length == 0 ? "" : $" : {text}";
    }
}
