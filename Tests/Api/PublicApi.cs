using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace TfExercises.Tests.Api;

/// <summary>The public types of an assembly as text: one line a member, as C# declares it, in the order of the names.</summary>
static class PublicApi
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly NullabilityInfoContext s_nullability = new();

    static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
    };

    /// <summary>The public types, without the members of those that a generator wrote (messages).</summary>
    public static IEnumerable<Type> Types(Assembly assembly) => assembly.GetExportedTypes().OrderBy(Name, StringComparer.Ordinal);

    public static string Describe(Type type)
    {
        IEnumerable<string> lines = typeof(IMessage).IsAssignableFrom(type) ? [] : Members(type).Order(StringComparer.Ordinal);
        return string.Concat(lines.Select(line => $"    {line}\n").Prepend($"{Head(type)}\n"));
    }

    static string Head(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsValueType: true } => "struct",
            { IsInterface: true } => "interface",
            _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        Type?[] bases = [type.IsClass && type.BaseType != typeof(object) ? type.BaseType : null];
        var parents = bases.Concat(type.GetInterfaces().Where(i => i.IsPublic).OrderBy(Name, StringComparer.Ordinal)).OfType<Type>().Select(Name).ToArray();
        return $"{kind} {type.Namespace}.{Name(type)}{(parents.Length == 0 || type.IsEnum ? "" : " : " + string.Join(", ", parents))}";
    }

    static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        return type.GetMembers(Declared).Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute))).Select(Line).OfType<string>();
    }

    static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when IsSeen(constructor) && !constructor.IsStatic => $"{Access(constructor)}{Plain(constructor.DeclaringType!)}({Parameters(constructor)})",
        MethodInfo { IsSpecialName: true, Name: "op_Implicit" or "op_Explicit" } cast when IsSeen(cast) => $"{(cast.Name == "op_Implicit" ? "implicit" : "explicit")} operator {Result(cast)}({Parameters(cast)})",
        MethodInfo method when IsSeen(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) => $"{Access(method)}{Result(method)} {Title(method)}({Parameters(method)}){ItemNames(method)}",
        PropertyInfo property when (property.GetMethod ?? property.SetMethod) is { } accessor && IsSeen(accessor) => $"{Access(accessor)}{Of(s_nullability.Create(property))} {Indexed(property)} {Accessors(property)}",
        FieldInfo field when field.IsPublic || field.IsFamily => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Of(s_nullability.Create(field))} {field.Name}{(field.IsLiteral ? $" = {Value(field.GetRawConstantValue(), field.FieldType)}" : "")}",
        EventInfo added when IsSeen(added.AddMethod!) => $"event {Of(s_nullability.Create(added))} {added.Name}",
        _ => null,
    };

    static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static string Access(MethodBase method)
    {
        var isOverride = method is MethodInfo info && info.GetBaseDefinition() != info;
        var how = isOverride ? "override " : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";
        return $"{(method.IsPublic ? "" : "protected ")}{(method.IsStatic ? "static " : "")}{(method.DeclaringType!.IsInterface ? "" : how)}";
    }

    static string Indexed(PropertyInfo property) => property.GetIndexParameters() is { Length: > 0 } parameters ? $"this[{string.Join(", ", parameters.Select(Parameter))}]" : property.Name;

    static string Accessors(PropertyInfo property)
    {
        var set = property.SetMethod is { } setter && IsSeen(setter) ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;" : "";
        return $"{{{(property.GetMethod is { } getter && IsSeen(getter) ? " get;" : "")}{set} }}";
    }

    static string Result(MethodInfo method) => method.ReturnType == typeof(void) ? "void" : Of(s_nullability.Create(method.ReturnParameter));

    static string ItemNames(MethodInfo method) =>
        method.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>() is { } names ? $" -> ({string.Join(", ", names.TransformNames)})" : "";

    static string Title(MethodInfo method) => method.IsGenericMethod ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : method.Name;

    static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    static string Parameter(ParameterInfo parameter)
    {
        var isParams = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));
        var direction = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        var given = parameter.HasDefaultValue ? $" = {Value(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{(isParams ? "params " : "")}{direction}{Of(s_nullability.Create(parameter))} {parameter.Name}{given}";
    }

    static string Value(object? value, Type type) => (value, Nullable.GetUnderlyingType(type) ?? type) switch
    {
        (null, { IsValueType: true } known) => Nullable.GetUnderlyingType(type) is null && known == type ? "default" : "null",
        (null, _) => "null",
        (_, { IsEnum: true } known) => Enum.ToObject(known, value).ToString()!,
        (string text, _) => $"\"{text}\"",
        (bool flag, _) => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static string Of(NullabilityInfo info)
    {
        var type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        var mark = !type.IsValueType && info.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray && info.ElementType is { } element) return $"{Of(element)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        return type.IsGenericType && info.GenericTypeArguments.Length == type.GetGenericArguments().Length
            ? Generic(type, [.. info.GenericTypeArguments.Select(Of)]) + mark
            : Name(type) + mark;
    }

    static string Name(Type type)
    {
        if (s_keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsByRef) return Name(type.GetElementType()!);
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        if (type.IsGenericParameter) return type.Name;
        return type.IsGenericType ? Generic(type, [.. type.GetGenericArguments().Select(Name)]) : Plain(type);
    }

    static string Generic(Type type, string[] arguments) => type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true
        ? $"({string.Join(", ", arguments)})"
        : $"{Plain(type)}<{string.Join(", ", arguments)}>";

    // Types of NumPy and NumSharp share their names, so the first say their namespace.
    static string Plain(Type type)
    {
        var name = type.Name.Contains('`') ? type.Name[..type.Name.IndexOf('`')] : type.Name;
        if (type.DeclaringType is { } outer && !type.IsGenericParameter) return $"{Plain(outer)}.{name}";
        return type.Namespace == "Tensorflow.NumPy" ? $"NumPy.{name}" : name;
    }
}
