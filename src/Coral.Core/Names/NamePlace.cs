namespace Coral.Core.Names;

/// <summary>The client's side of a coralized link: everything of it but the origin.</summary>
/// <param name="ClientScheme">The scheme between client and us.</param>
/// <param name="Form">The spelling of the origin.</param>
/// <param name="Zone">The zone the name lies in; nothing in the form <see cref="NameForm.Exact"/>.</param>
/// <param name="ListenerPort">Our port as the client writes it; nothing for the scheme's own.</param>
public sealed record NamePlace(WebScheme ClientScheme, NameForm Form, string? Zone, int? ListenerPort)
{
    /// <summary>Host and listener port as a URL writes them, the default port left out.</summary>
    internal string Join(string host) =>
        ListenerPort is { } port && port != ClientScheme.DefaultPort() ? $"{host}:{PortText.Format(port)}" : host;
}
