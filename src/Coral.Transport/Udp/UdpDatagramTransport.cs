using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Coral.Core.Network;

namespace Coral.Transport.Udp;

/// <summary>Datagrams over one UDP socket: IPv4, IPv6, or both where it is bound to <c>[::]</c>.</summary>
/// <remarks>
/// A send is one system call on the caller's thread and never waits: a datagram that the system does not take is lost,
/// as anywhere on its path. Nothing is allocated for a datagram, sent or received. Any number of threads may send.
/// </remarks>
public sealed class UdpDatagramTransport : IDatagramTransport
{
    private const int LargestDatagram = 1_200;

    [ThreadStatic]
    private static SocketAddress? IPv4Destination;

    [ThreadStatic]
    private static SocketAddress? IPv6Destination;

    private readonly Socket _socket;
    private readonly UdpMetrics _metrics;
    private readonly SocketAddress _source;

    // One byte longer than the longest datagram: one that fills the buffer was truncated.
    private readonly byte[] _received = GC.AllocateArray<byte>(LargestDatagram + 1, pinned: true);
    private int _isReceiving;
    private int _isDisposed;

    private UdpDatagramTransport(Socket socket, IPAddress? advertised, UdpMetrics metrics)
    {
        _socket = socket;
        _metrics = metrics;
        _source = new SocketAddress(socket.AddressFamily);
        var bound = (IPEndPoint)socket.LocalEndPoint!;
        BoundEndPoint = bound;
        LocalAddress = NodeAddress.From(advertised ?? bound.Address, bound.Port);
    }

    /// <summary>The bound address, with the actual port.</summary>
    public IPEndPoint BoundEndPoint { get; }

    /// <inheritdoc />
    public NodeAddress LocalAddress { get; }

    /// <inheritdoc />
    public int MaxDatagramBytes => LargestDatagram;

    /// <summary>Binds a socket.</summary>
    /// <param name="endPoint">The address to bind. Port 0 takes a free one; <c>[::]</c> takes IPv4 too.</param>
    /// <param name="advertised">The address that other nodes use, where that is not the bound one.</param>
    /// <param name="options">The sizes of the socket's buffers.</param>
    /// <param name="metrics">Counts the lost and refused datagrams.</param>
    /// <exception cref="SocketException">The address is in use, not of this machine, or not allowed.</exception>
    public static UdpDatagramTransport Open(
        IPEndPoint endPoint,
        IPAddress? advertised,
        UdpTransportOptions options,
        UdpMetrics metrics
    )
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        ArgumentNullException.ThrowIfNull(options);
        var socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = endPoint.Address.Equals(IPAddress.IPv6Any);
            }

            socket.ReceiveBufferSize = (int)options.ReceiveBufferBytes;
            socket.SendBufferSize = (int)options.SendBufferBytes;
            socket.Blocking = false;
            socket.Bind(endPoint);
            return new UdpDatagramTransport(socket, advertised, metrics);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask SendAsync(
        NodeAddress destination,
        ReadOnlyMemory<byte> datagram,
        CancellationToken cancellationToken
    )
    {
        if (datagram.Length > LargestDatagram)
        {
            throw new ArgumentException($"A datagram has at most {LargestDatagram} bytes.", nameof(datagram));
        }

        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        var target = DestinationOf(_socket.AddressFamily);
        if (!AddressCodec.TryWrite(destination, target))
        {
            _metrics.UnsupportedFamily();
            return ValueTask.CompletedTask;
        }

        try
        {
            _socket.SendTo(datagram.Span, SocketFlags.None, target);
            _metrics.Sent(datagram.Length);
        }
        catch (SocketException)
        {
            _metrics.Refused();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        if (Interlocked.Exchange(ref _isReceiving, 1) != 0)
        {
            throw new InvalidOperationException("There is a receiver already.");
        }

        try
        {
            while (true)
            {
                var length = await ReceiveOneAsync(cancellationToken).ConfigureAwait(false);
                if (length <= Math.Min(LargestDatagram, buffer.Length))
                {
                    _received.AsSpan(0, length).CopyTo(buffer.Span);
                    _metrics.Received(length);
                    return new ReceivedDatagram(AddressCodec.Read(_source), length);
                }

                _metrics.TooLong();
            }
        }
        finally
        {
            Volatile.Write(ref _isReceiving, 0);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _socket.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private static SocketAddress DestinationOf(AddressFamily family) =>
        family == AddressFamily.InterNetwork
            ? IPv4Destination ??= new SocketAddress(AddressFamily.InterNetwork)
            : IPv6Destination ??= new SocketAddress(AddressFamily.InterNetworkV6);

    /// <summary>The length of the next datagram. Errors about earlier sends are skipped.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveOneAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await _socket
                    .ReceiveFromAsync(_received, SocketFlags.None, _source, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (SocketException ex) when (_isDisposed == 0 && IsOfASend(ex.SocketErrorCode))
            {
                _metrics.Refused();
            }
            catch (SocketException ex) when (ex.SocketErrorCode == SocketError.MessageSize)
            {
                return LargestDatagram + 1;
            }
            catch (SocketException ex) when (_isDisposed != 0)
            {
                throw new ObjectDisposedException("The transport was disposed while somebody received.", ex);
            }
        }
    }

    private static bool IsOfASend(SocketError error) =>
        error
            is SocketError.ConnectionReset
                or SocketError.ConnectionRefused
                or SocketError.HostUnreachable
                or SocketError.NetworkUnreachable
                or SocketError.NetworkReset;
}
