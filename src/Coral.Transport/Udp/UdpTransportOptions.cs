using System.ComponentModel.DataAnnotations;

namespace Coral.Transport.Udp;

/// <summary>Options of the index's socket.</summary>
public sealed record UdpTransportOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:Udp";

    /// <summary>Room for datagrams that have arrived and wait to be read; more are lost.</summary>
    /// <value>4 MB by default. The system grants less where its own limit (net.core.rmem_max) is lower.</value>
    [Range(4_096, 268_435_456)]
    public long ReceiveBufferBytes { get; set; } = 4 << 20;

    /// <summary>Room for datagrams that wait to be sent; more are lost.</summary>
    /// <value>1 MB by default. The system grants less where its own limit (net.core.wmem_max) is lower.</value>
    [Range(4_096, 268_435_456)]
    public long SendBufferBytes { get; set; } = 1 << 20;
}
