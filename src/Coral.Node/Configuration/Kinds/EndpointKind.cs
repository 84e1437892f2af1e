using System.Diagnostics.CodeAnalysis;

namespace Coral.Node.Configuration.Kinds;

/// <summary>An address and a port to listen on; port 0 takes any free one.</summary>
internal sealed class EndpointKind : IOptionKind
{
    public string Allowed => Endpoint.Allowed;

    public bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        var parsed = Endpoint.TryParse(text, out var endpoint);
        value = endpoint;
        return parsed;
    }

    public string Format(object value) => value.ToString()!;
}
