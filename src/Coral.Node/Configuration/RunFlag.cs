namespace Coral.Node.Configuration;

/// <summary>A flag of <c>coral run</c> that sets an option.</summary>
/// <param name="Name">The flag with its dashes: <c>--http</c>.</param>
/// <param name="Key">The option that the flag sets.</param>
/// <param name="ValueName">The placeholder of the value in help: <c>A:P</c>.</param>
/// <param name="Help">One line for <c>--help</c>.</param>
public sealed record RunFlag(string Name, string Key, string ValueName, string Help)
{
    /// <summary>All flags, in the order in which the help lists them.</summary>
    public static IReadOnlyList<RunFlag> All { get; } =
    [
        new("--zone", "Coral:Zones", "ZONE", "Answer names below this zone; may be repeated"),
        new("--http", "Coral:Http", "A:P", "Serve HTTP/1.1 on this address and port; may be repeated"),
        new("--http2", "Coral:Http2", "A:P", "Serve cleartext HTTP/2 on this address and port"),
        new("--peer", "Coral:Peers:Listen", "A:P", "Where other proxies are answered"),
        new("--infrastructure-zone", "Coral:Dns:InfrastructureZone", "ZONE", "The zone of the levels' name servers"),
        new("--dns", "Coral:Dns:Listen", "A:P", "Where DNS is answered (UDP and TCP); may be repeated"),
        new("--index", "Coral:Index:Listen", "A:P", "Where the index listens (UDP)"),
        new("--admin", "Coral:Admin:Listen", "A:P", "Where the admin API listens"),
        new("--advertise", "Coral:Advertise", "A", "The address that others reach this node at"),
        new("--join", "Coral:Index:Join", "A:P", "Find the network through the index of this node; may be repeated"),
        new("--network-key", "Coral:Index:NetworkKey", "FILE", "The network's key, which all its nodes share"),
        new("--data", "Coral:Data", "DIR", "Where the node keeps its identity and whom it knows"),
        new(
            "--origin",
            "Coral:Origin:Pins",
            "HOST=ADDRESS[:PORT]",
            "Fetch this host from this address; may be repeated"
        ),
        new("--log", "Coral:Log", "text|json", "How the log is written on standard error"),
        new("--access-log", "Coral:AccessLog:Destination", "off|console|FILE", "Where each request is logged"),
    ];

    /// <summary>The settings that the flag's values make.</summary>
    /// <param name="values">In the order of the command line; a list's values are its places.</param>
    public IEnumerable<Setting> Settings(IReadOnlyList<string> values) =>
        values.Select(
            (value, place) =>
                new Setting(values.Count > 1 ? $"{Key}:{place}" : Key, value, SettingSourceKind.CommandLine, Name)
        );

    /// <summary>The flag that sets <paramref name="key"/>, if any.</summary>
    public static RunFlag? For(string key) => All.FirstOrDefault(flag => flag.Key == key);
}
