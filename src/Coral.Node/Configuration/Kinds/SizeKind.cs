using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Coral.Core.Units;

namespace Coral.Node.Configuration.Kinds;

/// <summary>
/// A number of bytes in an <see cref="int"/> or a <see cref="long"/>, written as a number and a unit.
/// </summary>
internal sealed class SizeKind(Type type) : IOptionKind
{
    public string Allowed => "a size (a number and a unit: B KB MB GB)";

    public bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        value =
            !ByteSize.TryParse(text, out var bytes) ? null
            : type == typeof(long) ? bytes
            : bytes <= int.MaxValue ? (int)bytes
            : null;
        return value is not null;
    }

    public string Format(object value) => ByteSize.Format(Convert.ToInt64(value, CultureInfo.InvariantCulture));
}
