using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Coral.Proxy.Hosting;

/// <summary>Lets the client of an HTTP/1.1 connection close its sending side without losing its response.</summary>
/// <remarks>
/// The server takes the client's FIN for its departure, and answers nothing. A FIN says only that no further request
/// comes (RFC 9293, section 3.6): what has come is answered, and then the connection ends. A reset is a departure. One
/// who has left for good with a FIN is told by the next write, which a reset answers, or by
/// <see cref="IHalfClosedFeature"/> and the patience of whoever waits for him.
/// </remarks>
internal static class HalfClosing
{
    /// <summary>Stands before what serves a connection.</summary>
    public static ConnectionDelegate Before(ConnectionDelegate next) => connection => ServeAsync(connection, next);

    private static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var sides = new Sides(connection.Features.Get<IConnectionSocketFeature>());
        await using var registration = connection.ConnectionClosed.UnsafeRegister(
            static sides => ((Sides)sides!).Close(),
            sides
        );
        connection.ConnectionClosed = sides.Left;
        connection.Features.Set<IHalfClosedFeature>(sides);
        await next(connection);
    }

    /// <summary>The two ways in which the reading from a client ends.</summary>
#pragma warning disable CA1001 // Neither source has a timer or a link, so that there is nothing to dispose.
    private sealed class Sides(IConnectionSocketFeature? socket) : IHalfClosedFeature
#pragma warning restore CA1001
    {
        private readonly CancellationTokenSource _halfClosed = new();
        private readonly CancellationTokenSource _left = new();

        public CancellationToken HalfClosed => _halfClosed.Token;

        /// <summary>Cancelled when the connection was reset, or closed on this side.</summary>
        public CancellationToken Left => _left.Token;

        /// <summary>
        /// Nothing more comes: after an error the socket counts as disconnected, after a FIN it does not.
        /// </summary>
        public void Close()
        {
            if (socket?.Socket.Connected == true)
            {
                _halfClosed.Cancel();
            }
            else
            {
                _left.Cancel();
            }
        }
    }
}
