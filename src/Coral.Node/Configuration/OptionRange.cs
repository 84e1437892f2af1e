using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Coral.Node.Configuration.Kinds;

namespace Coral.Node.Configuration;

/// <summary>The least and the greatest value, both allowed, as <see cref="RangeAttribute"/> gives them.</summary>
internal sealed record OptionRange(IComparable Min, IComparable Max)
{
    internal static OptionRange? Of(PropertyInfo property, Type type) =>
        property.GetCustomAttribute<RangeAttribute>() is { } range
            ? new OptionRange(Read(range.Minimum, type), Read(range.Maximum, type))
            : null;

    internal bool Contains(object value) => Min.CompareTo(value) <= 0 && Max.CompareTo(value) >= 0;

    /// <summary>The range in words, the greatest number of a type being no bound to speak of.</summary>
    internal string Describe(IOptionKind kind) =>
        Max is long.MaxValue or int.MaxValue
            ? $"of at least {kind.Format(Min)}"
            : $"from {kind.Format(Min)} to {kind.Format(Max)}";

    private static IComparable Read(object bound, Type type) =>
        type == typeof(TimeSpan)
            ? TimeSpan.Parse((string)bound, CultureInfo.InvariantCulture)
            : (IComparable)Convert.ChangeType(bound, type, CultureInfo.InvariantCulture);
}
