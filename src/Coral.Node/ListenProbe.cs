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
            if (TryBind(listener.EndPoint, SocketType.Stream) is { } error)
            {
                var option = listener.Kind == ListenerKind.Http2 ? "--http2 (Coral:Http2)" : "--http (Coral:Http)";
                return Sentence(listener.EndPoint, Reason(error), option);
            }
        }

        return $"cannot listen: {failure.Message}";
    }

    /// <summary>As above, for the one address that an option names.</summary>
    internal static string Describe(IPEndPoint endPoint, SocketType type, string option, Exception failure) =>
        Sentence(
            endPoint,
            (failure as SocketException ?? TryBind(endPoint, type)) is { } error ? Reason(error) : failure.Message,
            option
        );

    private static string Sentence(IPEndPoint endPoint, string reason, string option) =>
        $"cannot listen on {endPoint}: {reason}; choose another with {option}";

    private static SocketException? TryBind(IPEndPoint endPoint, SocketType type)
    {
        try
        {
            using var socket = new Socket(
                endPoint.AddressFamily,
                type,
                type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp
            );
            if (endPoint.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(endPoint);
            if (type == SocketType.Stream)
            {
                socket.Listen();
            }

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
