using Coral.Node.Configuration;
using Coral.Proxy.Peers;

namespace Coral.Node.Peers;

/// <summary>The section of what proxies ask one another.</summary>
internal static class PeersSections
{
    /// <summary>Requests to other proxies, and from them.</summary>
    public static OptionSection Peers { get; } =
        new(PeerOptions.SectionName, typeof(PeerOptions))
        {
            Flags = [new("--peer", "Coral:Peers:Listen", "A:P", 40, "Where other proxies are answered")],
        };
}
