using Coral.Node.Configuration;
using Coral.Proxy;
using Coral.Proxy.AccessLogging;

namespace Coral.Node.Clients;

/// <summary>The sections of the server that clients talk to, and of the log of their requests.</summary>
internal static class ClientsSections
{
    /// <summary>The addresses on which clients are served.</summary>
    public static OptionSection Listeners { get; } =
        new(ListenerOptions.SectionName, typeof(ListenerOptions))
        {
            Flags =
            [
                new("--http", "Coral:Http", "A:P", 20, "Serve HTTP/1.1 on this address and port; may be repeated"),
                new("--http2", "Coral:Http2", "A:P", 30, "Serve cleartext HTTP/2 on this address and port"),
            ],
        };

    /// <summary>Limits towards clients.</summary>
    public static OptionSection Limits { get; } =
        new(ProxyOptions.SectionName, typeof(ProxyOptions))
        {
            Demands =
            [
                new(
                    Resource.Files,
                    "connections of clients",
                    Least: 32,
                    settings => settings.Get<ProxyOptions>().MaxConnections,
                    (settings, most) => settings.With(settings.Get<ProxyOptions>() with { MaxConnections = most })
                ),
            ],
        };

    /// <summary>The log of requests; off by default where nobody would read it on a terminal.</summary>
    public static OptionSection AccessLog { get; } =
        new(AccessLogOptions.SectionName, typeof(AccessLogOptions))
        {
            Flags =
            [
                new("--access-log", "Coral:AccessLog:Destination", "off|console|FILE", 150, "Log each request there"),
            ],
            Defaults = process => process.IsOutputTerminal ? [] : [NoTerminal],
        };

    private static Setting NoTerminal =>
        new(
            $"{AccessLogOptions.SectionName}:{nameof(AccessLogOptions.Destination)}",
            AccessLogOptions.Off,
            SettingSourceKind.Default,
            "default (no terminal)"
        );
}
