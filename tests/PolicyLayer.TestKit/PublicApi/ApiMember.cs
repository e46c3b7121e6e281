using System.Reflection;
using System.Runtime.CompilerServices;

namespace PolicyLayer.TestKit.PublicApi;

/// <summary>Writes the members that a caller outside the assembly can use, each on one line.</summary>
internal static class ApiMember
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The line of a member, or <see langword="null"/> if callers cannot use it or the compiler made it.</summary>
    internal static string? Describe(MemberInfo member) => member switch
    {
        _ when member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) => null,
        ConstructorInfo constructor when IsOpen(constructor) => $"{constructor.DeclaringType!.Name}({Parameters(constructor)})",
        MethodInfo method when IsOpen(method) && (!method.IsSpecialName || IsOperator(method)) => Method(method),
        PropertyInfo property when property.GetMethod is { } getter && IsOpen(getter) => Property(property, getter),
        FieldInfo field when field.IsPublic && !field.IsSpecialName => Field(field),
        EventInfo added when IsOpen(added.AddMethod!) => $"event {ApiTypeName.Of(Nullability.Create(added))} {added.Name}",
        _ => null,
    };

    internal static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(ApiTypeName.Of))}>" : "";
        var extends = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        var returns = ApiTypeName.Of(Nullability.Create(method.ReturnParameter));
        return $"{Modifiers(method)}{returns} {method.Name}{generic}({extends}{Parameters(method)})";
    }

    private static string Property(PropertyInfo property, MethodInfo getter)
    {
        var setter = property.SetMethod is { } method && IsOpen(method) ? IsInit(method) ? " init;" : " set;" : "";
        return $"{Modifiers(getter)}{ApiTypeName.Of(Nullability.Create(property))} {property.Name} {{ get;{setter} }}";
    }

    private static string Field(FieldInfo field)
    {
        var kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? $" = {Constant(field)}" : "";
        return $"{kind}{ApiTypeName.Of(Nullability.Create(field))} {field.Name}{value}";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var passing = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        var value = !parameter.HasDefaultValue ? ""
            : parameter.DefaultValue is null && parameter.ParameterType.IsValueType ? " = default"
            : $" = {ApiTypeName.Literal(parameter.DefaultValue)}";
        return $"{passing}{ApiTypeName.Of(Nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static string Constant(FieldInfo field) => field.DeclaringType!.IsEnum
        ? ApiTypeName.Literal(Convert.ChangeType(
            field.GetRawConstantValue(), field.DeclaringType.GetEnumUnderlyingType(), provider: null))
        : ApiTypeName.Literal(field.GetRawConstantValue());

    private static string Modifiers(MethodInfo method) =>
        (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "") +
        (method.IsStatic ? "static " : "") +
        (method.DeclaringType!.IsInterface || !method.IsVirtual || method.IsFinal ? ""
            : method.GetBaseDefinition() != method ? "override "
            : method.IsAbstract ? "abstract " : "virtual ");

    private static bool IsOpen(MethodBase method) => method.IsPublic
        || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool IsOperator(MethodInfo method) => method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
