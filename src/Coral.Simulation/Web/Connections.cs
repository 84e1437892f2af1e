namespace Coral.Simulation.Web;

/// <summary>
/// The connections between hosts: one for each pair, for any number of requests at a time, as in HTTP/2.
/// </summary>
/// <remarks>
/// The host of the first place is the one that connects. A lost segment of the handshake costs a second (RFC 6298).
/// </remarks>
internal sealed class Connections(SimulatedWeb web)
{
    private static readonly TimeSpan HandshakeRetransmission = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(int From, int To), TimeSpan> _lastUsed = [];

    /// <summary>Opens a connection unless one is open.</summary>
    /// <returns>Whether a connection was open within <see cref="WebConditions.ConnectTimeLimit"/>.</returns>
    public async ValueTask<bool> OpenAsync(int from, int to, CancellationToken cancellationToken)
    {
        if (IsOpen(from, to))
        {
            return true;
        }

        return await ConnectAsync(from, to, cancellationToken) && Refresh(from, to);
    }

    /// <summary>Opens a new connection, even if one is open already.</summary>
    public async ValueTask<bool> ConnectAsync(int from, int to, CancellationToken cancellationToken)
    {
        var takes =
            web.RoundTrip(web[from], web[to])
            + (web.DrawLosses(2 * WebConditions.SegmentBytes) * HandshakeRetransmission);
        if (web.IsAlive(to) && takes < WebConditions.ConnectTimeLimit)
        {
            await web.Clock.PauseAsync(takes, cancellationToken);
            if (web.IsAlive(to))
            {
                return true;
            }
        }
        else
        {
            takes = TimeSpan.Zero;
        }

        await web.Clock.PauseAsync(WebConditions.ConnectTimeLimit - takes, cancellationToken);
        return false;
    }

    /// <summary>Restarts the idle time of a connection.</summary>
    public bool Refresh(int from, int to)
    {
        _lastUsed[(from, to)] = web.Clock.Elapsed;
        return true;
    }

    private bool IsOpen(int from, int to) =>
        !web[to].Lost.IsCancellationRequested
        && _lastUsed.TryGetValue((from, to), out var used)
        && web.Clock.Elapsed - used < WebConditions.ConnectionIdleTime;
}
