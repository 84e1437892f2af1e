using System.Net;
using System.Net.Sockets;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>Ports for programs that cannot be told "any port". Another process may take it first: retry then.</summary>
internal static class FreePort
{
    /// <summary>A TCP port that nothing on 127.0.0.1 used a moment ago.</summary>
    public static int Next()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
