using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Coral.Node.Configuration.Kinds;

/// <summary>A type that reads and writes itself.</summary>
/// <param name="allowed">The rule for values, to follow "must be".</param>
internal sealed class ParsableKind<T>(string allowed) : IOptionKind
    where T : IParsable<T>
{
    public string Allowed => allowed;

    public bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        value = T.TryParse(text, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        return value is not null;
    }

    public string Format(object value) => value.ToString()!;
}
