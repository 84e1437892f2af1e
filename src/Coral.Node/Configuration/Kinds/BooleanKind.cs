using System.Diagnostics.CodeAnalysis;

namespace Coral.Node.Configuration.Kinds;

/// <summary>On or off.</summary>
internal sealed class BooleanKind : IOptionKind
{
    public string Allowed => "true or false";

    public bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        value = bool.TryParse(text, out var on) ? on : null;
        return value is not null;
    }

    public string Format(object value) => (bool)value ? "true" : "false";
}
