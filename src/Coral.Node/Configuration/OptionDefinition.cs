using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Coral.Node.Configuration.Kinds;

namespace Coral.Node.Configuration;

/// <summary>One option: its names, what may be written, and where its value goes.</summary>
public sealed class OptionDefinition
{
    /// <summary>The word for no value.</summary>
    internal const string None = "none";

    internal OptionDefinition(string section, PropertyInfo property, PropertyInfo? table)
    {
        Key = $"{section}:{property.Name}";
        Property = property;
        Table = table;
        var (type, shape) = Unwrap(property);
        Shape = shape;
        Kind = OptionKinds.For(type, property);
        Range = OptionRange.Of(property, type);
        IsRequired = property.GetCustomAttribute<RequiredAttribute>() is not null;
        MinValues = property.GetCustomAttribute<MinLengthAttribute>()?.Length ?? 0;
    }

    /// <summary>The full key; <c>N</c> stands for a place in a table: <c>Coral:Sites:N:Host</c>.</summary>
    public string Key { get; }

    /// <summary>The environment variable.</summary>
    public string Variable => EnvironmentSettings.VariableFor(Key);

    /// <summary>The number of values it takes: one, or a list.</summary>
    public OptionShape Shape { get; }

    /// <summary>The rule for values, in words.</summary>
    public string Allowed
    {
        get
        {
            var one = Range is null ? Kind.Allowed : $"{Kind.Allowed} {Range.Describe(Kind)}";
            return Shape switch
            {
                OptionShape.Optional => $"{one}, or {None}",
                OptionShape.List when MinValues > 0 => $"{one}; at least {MinValues}",
                OptionShape.List => $"{one}; any number of them, or {None}",
                _ => one,
            };
        }
    }

    internal PropertyInfo Property { get; }

    /// <summary>The list of records that this option is a column of, if any.</summary>
    internal PropertyInfo? Table { get; }

    internal IOptionKind Kind { get; }

    internal OptionRange? Range { get; }

    internal bool IsRequired { get; }

    internal int MinValues { get; }

    /// <summary>Writes a value of the property as its user would.</summary>
    internal string Format(object? value) =>
        value switch
        {
            null => None,
            System.Collections.IEnumerable many when Shape == OptionShape.List => string.Join(
                ",",
                many.Cast<object>().Select(Kind.Format).DefaultIfEmpty(None)
            ),
            _ => Kind.Format(value),
        };

    /// <summary>The element type of a list property; <see langword="null"/> for anything else.</summary>
    internal static Type? ElementOf(Type type) =>
        type == typeof(string) ? null
        : type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.IsAssignableTo(typeof(System.Collections.IEnumerable))
            ? type.GetGenericArguments()[0]
        : null;

    private static (Type, OptionShape) Unwrap(PropertyInfo property)
    {
        var type = property.PropertyType;
        if (ElementOf(type) is { } element)
        {
            return (element, OptionShape.List);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return (value, OptionShape.Optional);
        }

        var nullable = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        return (
            type,
            nullable && property.GetCustomAttribute<RequiredAttribute>() is null
                ? OptionShape.Optional
                : OptionShape.Single
        );
    }
}
