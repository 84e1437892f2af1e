using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Coral.Caching.Http;

namespace Coral.Proxy.Origin;

/// <summary>The result of connecting to an origin: a stream, or the failure.</summary>
internal readonly record struct DialResult
{
    private readonly Socket? _socket;
    private readonly Stream? _carrier;

    private DialResult(Stream? stream, Stream? carrier, FetchFailure failure)
    {
        Stream = stream;
        _carrier = carrier;
        _socket = (carrier as NetworkStream)?.Socket;
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
    public static DialResult To(Stream stream, Stream carrier) => new(stream, carrier, default);

    /// <summary>There is no connection.</summary>
    public static DialResult Failed(FetchFailure failure) => new(null, null, failure);

    /// <summary>True once the connection is closed at this side, and its descriptor is free.</summary>
    public bool IsClosed => _socket?.SafeHandle.IsClosed ?? _carrier is not { CanRead: true };

    /// <summary>Closes the connection under whoever holds it: whoever uses it next finds it broken.</summary>
    public void Close() => _carrier?.Dispose();

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
        catch (Exception ex) when (ex is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }
}
