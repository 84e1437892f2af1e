using System.Diagnostics.CodeAnalysis;

namespace Coral.Node.Configuration.Kinds;

/// <summary>Any text but none; what it must say is a rule of the options that hold it.</summary>
internal sealed class TextKind : IOptionKind
{
    public string Allowed => "a text";

    public bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        value = text.Length > 0 ? text : null;
        return value is not null;
    }

    public string Format(object value) => (string)value;
}
