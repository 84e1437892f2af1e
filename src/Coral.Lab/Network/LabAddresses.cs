using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Coral.Lab.Network;

/// <summary>The addresses of one lab, 127.LAB.REGION.NODE, so that no other on this machine has them.</summary>
/// <remarks>A listening socket at the last address of the lab says that it is taken.</remarks>
internal sealed class LabAddresses : IDisposable
{
    private const int Labs = 250;
    private const int OriginRegion = 255;
    private const int ClaimPort = 7_399;

    private readonly Socket _claim;
    private readonly int _lab;

    private LabAddresses(int lab, Socket claim)
    {
        _lab = lab;
        _claim = claim;
    }

    /// <summary>The address of the lab's origin.</summary>
    public IPAddress Origin => Address(OriginRegion, 1);

    /// <summary>Takes the addresses of the first lab that is free.</summary>
    /// <exception cref="IOException">None is.</exception>
    public static LabAddresses Take()
    {
        for (var lab = 1; lab <= Labs; lab++)
        {
            if (TryListen(AddressOf(lab, OriginRegion, OriginRegion), ClaimPort) is { } claim)
            {
                return new LabAddresses(lab, claim);
            }
        }

        throw new IOException($"All {Labs} labs of this machine are taken: 127.1 to 127.{Labs}, port {ClaimPort}.");
    }

    /// <summary>The address of a node; regions and nodes count from 1.</summary>
    public IPAddress Address(int region, int node) => AddressOf(_lab, region, node);

    /// <summary>
    /// A port that is free at the lab's addresses: the one wanted, unless somebody listens there at every address.
    /// </summary>
    public int FreePort(int wanted)
    {
        using var socket =
            TryListen(Origin, wanted) ?? TryListen(Origin, 0) ?? throw new IOException($"{Origin} has no free port.");
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Gives them back.</summary>
    public void Dispose() => _claim.Dispose();

    private static IPAddress AddressOf(int lab, int region, int node) =>
        IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"127.{lab}.{region}.{node}"));

    private static Socket? TryListen(IPAddress address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
