namespace Coral.Transport.WideArea;

/// <summary>Impairments of the emulated wide area beyond its map, and its bounds.</summary>
public sealed record WideAreaOptions
{
    /// <summary>The share of datagrams that are lost, 0 to 1.</summary>
    /// <value>0 by default.</value>
    public double Loss { get; init; }

    /// <summary>The largest random delay of a datagram; with it datagrams overtake one another.</summary>
    /// <value>Zero by default: the order between two nodes is kept.</value>
    public TimeSpan Jitter { get; init; }

    /// <summary>Most datagrams of one node in flight; more are lost.</summary>
    /// <value>4,096 by default, at most 5 MB.</value>
    public int MaxDatagrams { get; init; } = 4_096;

    /// <summary>
    /// Bytes of one connection in flight in one direction; beyond it the sender waits, as for TCP's window.
    /// </summary>
    /// <value>256 KB by default.</value>
    public int WindowBytes { get; init; } = 256 << 10;
}
