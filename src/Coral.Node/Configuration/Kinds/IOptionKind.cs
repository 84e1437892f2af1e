using System.Diagnostics.CodeAnalysis;

namespace Coral.Node.Configuration.Kinds;

/// <summary>The notation of one kind of value: reading, writing, and the rule for it.</summary>
internal interface IOptionKind
{
    /// <summary>The rule for values, to follow "must be": <c>a whole number</c>.</summary>
    string Allowed { get; }

    /// <summary>Reads a value. Never throws.</summary>
    bool TryParse(string text, [NotNullWhen(true)] out object? value);

    /// <summary>Writes a value so that <see cref="TryParse"/> reads the same.</summary>
    string Format(object value);
}
