using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Coral.Node.Configuration.Kinds;

/// <summary>A plain number: a count, a status code, a share.</summary>
internal sealed class NumberKind<T>(string allowed, NumberStyles styles) : IOptionKind
    where T : struct, INumber<T>
{
    public string Allowed => allowed;

    public bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        value =
            T.TryParse(text, styles, CultureInfo.InvariantCulture, out var number) && T.IsFinite(number)
                ? number
                : null;
        return value is not null;
    }

    public string Format(object value) => ((T)value).ToString(null, CultureInfo.InvariantCulture);
}
