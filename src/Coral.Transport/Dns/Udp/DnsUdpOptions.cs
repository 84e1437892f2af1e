using System.ComponentModel.DataAnnotations;

namespace Coral.Transport.Dns.Udp;

/// <summary>Options of DNS over UDP.</summary>
public sealed record DnsUdpOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:Dns:Udp";

    /// <summary>Sockets at the one address, each with a thread; the system distributes the queries by sender.</summary>
    /// <value>1 by default: one thread answers over a hundred thousand queries a second.</value>
    [Range(1, 64)]
    public int Sockets { get; set; } = 1;

    /// <summary>Most queries whose answers need time; further such queries are dropped.</summary>
    /// <value>1,024 by default.</value>
    [Range(1, 65_536)]
    public int MaxPending { get; set; } = 1_024;

    /// <summary>Room for queries that have arrived and wait to be read, for each socket; more are lost.</summary>
    /// <value>4 MB by default. The system grants less where its own limit (net.core.rmem_max) is lower.</value>
    [Range(4_096, 268_435_456)]
    public long ReceiveBufferBytes { get; set; } = 4 << 20;

    /// <summary>Room for answers that wait to be sent, for each socket.</summary>
    /// <value>1 MB by default. The system grants less where its own limit (net.core.wmem_max) is lower.</value>
    [Range(4_096, 268_435_456)]
    public long SendBufferBytes { get; set; } = 1 << 20;
}
