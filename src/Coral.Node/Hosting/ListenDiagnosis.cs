using System.Net;
using System.Net.Sockets;

namespace Coral.Node.Hosting;

/// <summary>Explanations of a failed start: the address that could not be listened on, and the reason.</summary>
/// <remarks>A message is one line that names the option, the address and what to do.</remarks>
internal static class ListenDiagnosis
{
    /// <summary>Explains a failure at the one address that an option names.</summary>
    public static ListenException Explain(IPEndPoint endPoint, SocketType type, string option, Exception failure)
    {
        var error = failure as SocketException ?? TryBind(endPoint, type);
        return new ListenException(
            Sentence(endPoint, error is null ? failure.Message : Reason(error, endPoint), option),
            failure
        );
    }

    /// <summary>Explains a failure at one of several TCP addresses: the first that cannot be bound.</summary>
    public static ListenException Explain(
        IEnumerable<(IPEndPoint EndPoint, string Option)> listeners,
        Exception failure
    )
    {
        foreach (var (endPoint, option) in listeners)
        {
            if (TryBind(endPoint, SocketType.Stream) is { } error)
            {
                return new ListenException(Sentence(endPoint, Reason(error, endPoint), option), failure);
            }
        }

        return new ListenException($"cannot listen: {failure.Message}", failure);
    }

    private static string Sentence(IPEndPoint endPoint, string reason, string option) =>
        $"cannot listen on {endPoint}: {reason}, or choose another with {option}";

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

    /// <summary>The cause, and a first remedy that the second, another address, follows.</summary>
    private static string Reason(SocketException error, IPEndPoint endPoint) =>
        error.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => "the port is in use: stop the other process",
            SocketError.AccessDenied when endPoint.Port is > 0 and < 1024 =>
                "permission denied: ports below 1024 need root or CAP_NET_BIND_SERVICE",
            SocketError.AccessDenied => "permission denied: check the system's security policy",
            SocketError.AddressNotAvailable => "this machine does not have that address: add it to an interface",
            SocketError.AddressFamilyNotSupported => "this machine has no IPv6: enable it",
            _ => error.Message,
        };
}
