namespace Coral.Simulation.Network;

/// <summary>The traffic of one node, headers included.</summary>
public record struct NodeTraffic
{
    /// <summary>Datagrams sent.</summary>
    public long DatagramsSent { get; private set; }

    /// <summary>Bytes sent.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Datagrams that arrived.</summary>
    public long DatagramsReceived { get; private set; }

    /// <summary>Bytes that arrived.</summary>
    public long BytesReceived { get; private set; }

    internal void Send(int bytes)
    {
        DatagramsSent++;
        BytesSent += bytes;
    }

    internal void Receive(int bytes)
    {
        DatagramsReceived++;
        BytesReceived += bytes;
    }
}
