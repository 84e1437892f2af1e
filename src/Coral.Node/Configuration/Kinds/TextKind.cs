using System.Diagnostics.CodeAnalysis;

namespace Coral.Node.Configuration.Kinds;

/// <summary>Any text but none; what it must say is a rule of the options that hold it.</summary>
/// <param name="allowed">The rule for values, to follow "must be".</param>
internal sealed class TextKind(string allowed) : IOptionKind
{
    public string Allowed => allowed;

    public bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        value = text.Length > 0 ? text : null;
        return value is not null;
    }

    public string Format(object value) => (string)value;
}
