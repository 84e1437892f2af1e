using System.Diagnostics.CodeAnalysis;

namespace Coral.Node.Configuration.Kinds;

/// <summary>An absolute http or https URL.</summary>
internal sealed class WebAddressKind : IOptionKind
{
    public string Allowed => "an http or https URL";

    public bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        value = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;
        return value is not null;
    }

    public string Format(object value) => ((Uri)value).OriginalString;
}
