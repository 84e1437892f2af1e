using System.Diagnostics.CodeAnalysis;

namespace Coral.Node.Configuration.Kinds;

/// <summary>One word of an enumeration, in lower case; any case is read, numbers are not.</summary>
internal sealed class ChoiceKind(Type enumeration) : IOptionKind
{
    private readonly string[] _words = [.. Enum.GetNames(enumeration).Select(Fold)];

    public string Allowed => _words.Length == 1 ? _words[0] : $"{string.Join(", ", _words[..^1])} or {_words[^1]}";

    public bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        value = _words.Contains(Fold(text), StringComparer.Ordinal)
            ? Enum.Parse(enumeration, text, ignoreCase: true)
            : null;
        return value is not null;
    }

    public string Format(object value) => Fold(value.ToString()!);

    [SuppressMessage("Globalization", "CA1308", Justification = "Words are shown in lower case.")]
    private static string Fold(string word) => word.ToLowerInvariant();
}
