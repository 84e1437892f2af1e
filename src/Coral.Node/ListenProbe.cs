using System.Net;
using System.Net.Sockets;
using Coral.Proxy;

namespace Coral.Node;

/// <summary>Finds out, after a start has failed, which address could not be listened on, and why.</summary>
internal static class ListenProbe
{
    /// <summary>One line that names the option, the address and what to do.</summary>
    internal static string Describe(IReadOnlyList<ProxyListener> listeners, Exception failure)
    {
        foreach (var listener in listeners)
        {
            if (TryBind(listener) is { } error)
            {
                var option = listener.Kind == ListenerKind.Http2 ? "--http2 (Coral:Http2)" : "--http (Coral:Http)";
                return $"cannot listen on {listener.EndPoint}: {Reason(error)}; choose another with {option}";
            }
        }

        return $"cannot listen: {failure.Message}";
    }

    private static SocketException? TryBind(ProxyListener listener)
    {
        try
        {
            using var socket = new Socket(listener.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (listener.EndPoint.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(listener.EndPoint);
            socket.Listen();
            return null;
        }
        catch (SocketException error)
        {
            return error;
        }
    }

    private static string Reason(SocketException error) =>
        error.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => "the port is taken",
            SocketError.AccessDenied => "this user may not listen there",
            SocketError.AddressNotAvailable => "this machine does not have that address",
            SocketError.AddressFamilyNotSupported => "this machine does not speak IPv6",
            _ => error.Message,
        };
}
