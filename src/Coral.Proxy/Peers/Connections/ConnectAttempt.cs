namespace Coral.Proxy.Peers.Connections;

/// <summary>
/// One attempt to connect, and how many wait for it. Its members are used under the lock of its link.
/// </summary>
internal sealed class ConnectAttempt : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private bool _over;

    public ConnectAttempt()
    {
        Token = _cancel.Token;
    }

    /// <summary>The number of callers that wait for the connection.</summary>
    public int Waiting { get; set; }

    /// <summary>The attempt; whether it came to a connection.</summary>
    public Task<bool>? Running { get; set; }

    /// <summary>Cancelled when no request waits for the attempt any more.</summary>
    public CancellationToken Token { get; }

    /// <summary>Gives it up.</summary>
    public void Cancel()
    {
        if (!_over)
        {
            _cancel.Cancel();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _over = true;
        _cancel.Dispose();
    }
}
