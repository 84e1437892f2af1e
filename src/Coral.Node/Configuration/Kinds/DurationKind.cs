using System.Diagnostics.CodeAnalysis;
using Coral.Core.Units;

namespace Coral.Node.Configuration.Kinds;

/// <summary>A <see cref="TimeSpan"/>, written as a number and a unit.</summary>
internal sealed class DurationKind : IOptionKind
{
    public string Allowed => "a duration (a number and a unit: ms s m h d)";

    public bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        value = Duration.TryParse(text, out var duration) ? duration : null;
        return value is not null;
    }

    public string Format(object value) => Duration.Format((TimeSpan)value);
}
