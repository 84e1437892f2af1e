using System.Diagnostics.CodeAnalysis;

namespace Coral.Node.Configuration.Kinds;

/// <summary>How one kind of value is written by users: reading, writing, and saying what is allowed.</summary>
internal interface IOptionKind
{
    /// <summary>What may be written, to follow "must be": <c>a whole number</c>.</summary>
    string Allowed { get; }

    /// <summary>Reads a value. Never throws.</summary>
    bool TryParse(string text, [NotNullWhen(true)] out object? value);

    /// <summary>Writes a value so that <see cref="TryParse"/> reads the same.</summary>
    string Format(object value);
}
