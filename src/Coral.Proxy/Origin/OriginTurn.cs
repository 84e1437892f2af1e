namespace Coral.Proxy.Origin;

/// <summary>The right to one connection to an origin, until it is disposed. Disposing it again does nothing.</summary>
internal sealed class OriginTurn(OriginTurns turns, OriginEnd end, OriginTurns.TurnQueue line) : IDisposable
{
    private int _isReturned;

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isReturned, 1) == 0)
        {
            turns.Return(end, line);
        }
    }
}
