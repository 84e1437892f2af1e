using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Coral.Caching.Http;

namespace Coral.Proxy.Origin;

/// <summary>The result of connecting to an origin: a stream, or the failure.</summary>
internal readonly record struct DialResult
{
    private readonly Socket? _socket;

    private DialResult(Stream? stream, Socket? socket, FetchFailure failure)
    {
        Stream = stream;
        _socket = socket;
        Failure = failure;
    }

    /// <summary>The connection, after its TLS handshake where there is one; the receiver disposes it.</summary>
    public Stream? Stream { get; }

    /// <summary>The reason for the lack of a connection. Meaningful only without <see cref="Stream"/>.</summary>
    public FetchFailure Failure { get; }

    /// <summary>True if there is a connection.</summary>
    [MemberNotNullWhen(true, nameof(Stream))]
    public bool Connected => Stream is not null;

    /// <summary>A connection is open.</summary>
    /// <param name="stream">The connected stream, with TLS where the origin has it.</param>
    /// <param name="carrier">The TCP connection below it, or the same.</param>
    public static DialResult To(Stream stream, Stream carrier) =>
        new(stream, (carrier as NetworkStream)?.Socket, default);

    /// <summary>There is no connection.</summary>
    public static DialResult Failed(FetchFailure failure) => new(null, null, failure);

    /// <summary>
    /// True if the other side has closed a connection that nothing was sent on yet, as far as can
    /// be seen from here.
    /// </summary>
    /// <remarks>An HTTP/1.1 server that speaks first is about to close; a TLS server has tickets to give.</remarks>
    public bool IsGone(bool isSecure)
    {
        try
        {
            return _socket is not null
                && _socket.Poll(0, SelectMode.SelectRead)
                && (!isSecure || _socket.Available == 0);
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
