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
            Flags = [new("--peer", "Coral:Peers:Listen", "A:P", 40, "Serve other nodes on this address and port")],
            Demands =
            [
                new(
                    Resource.Files,
                    "from peers",
                    Least: 16,
                    settings => settings.Get<PeerOptions>().MaxConnections,
                    (settings, most) => settings.With(settings.Get<PeerOptions>() with { MaxConnections = most })
                ),
                new(
                    Resource.Files,
                    "to peers",
                    Least: 8,
                    settings => settings.Get<PeerOptions>().MaxPeers,
                    (settings, most) => settings.With(settings.Get<PeerOptions>() with { MaxPeers = (int)most })
                ),
            ],
        };
}
