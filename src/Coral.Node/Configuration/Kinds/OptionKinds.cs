using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Reflection;

namespace Coral.Node.Configuration.Kinds;

/// <summary>The kind that reads a property: by its type and, for sizes, its name.</summary>
internal static class OptionKinds
{
    /// <summary>Finds the kind of a value.</summary>
    /// <param name="type">The type without nullability; of a list, its element's.</param>
    /// <param name="property">
    /// A name with <c>Bytes</c> in it makes a number a size; a description says what a text must be.
    /// </param>
    /// <exception cref="NotSupportedException">
    /// No kind reads this type: a fault of ours, found by the first test.
    /// </exception>
    internal static IOptionKind For(Type type, PropertyInfo property)
    {
        var isSize = property.Name.Contains("Bytes", StringComparison.Ordinal);
        return type switch
        {
            _ when type == typeof(TimeSpan) => new DurationKind(),
            _ when isSize && (type == typeof(long) || type == typeof(int)) => new SizeKind(type),
            _ when type == typeof(int) => new NumberKind<int>("a whole number", NumberStyles.None),
            _ when type == typeof(long) => new NumberKind<long>("a whole number", NumberStyles.None),
            _ when type == typeof(double) => new NumberKind<double>("a number", NumberStyles.AllowDecimalPoint),
            _ when type == typeof(bool) => new BooleanKind(),
            _ when type == typeof(string) => new TextKind(Described(property) ?? "a text"),
            _ when type == typeof(IPEndPoint) => new EndpointKind(),
            _ when type == typeof(IPAddress) => new ParsableKind<IPAddress>("an IP address"),
            _ when type == typeof(Uri) => new WebAddressKind(),
            { IsEnum: true } => new ChoiceKind(type),
            _ when IsParsable(type) => Parsable(type),
            _ => throw new NotSupportedException($"No option kind reads {type} ({property.Name})."),
        };
    }

    /// <summary>Values of this type are records of several options rather than one value.</summary>
    internal static bool IsRecord(Type type) =>
        type.IsClass
        && type != typeof(string)
        && type != typeof(IPEndPoint)
        && type != typeof(Uri)
        && !IsParsable(type);

    private static bool IsParsable(Type type) =>
        Array.Exists(
            type.GetInterfaces(),
            candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IParsable<>)
        );

    private static IOptionKind Parsable(Type type)
    {
        var allowed = Described(type) ?? type.Name;
        return (IOptionKind)Activator.CreateInstance(typeof(ParsableKind<>).MakeGenericType(type), allowed)!;
    }

    private static string? Described(MemberInfo member) =>
        member.GetCustomAttribute<DescriptionAttribute>()?.Description;
}
