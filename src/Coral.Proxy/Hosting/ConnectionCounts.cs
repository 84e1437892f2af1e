namespace Coral.Proxy.Hosting;

/// <summary>Connections that a server ended or refused of its own accord, by reason. Any thread.</summary>
internal sealed class ConnectionCounts
{
    private long _limit;
    private long _addressLimit;
    private long _idle;
    private long _slow;

    /// <summary>The counts, each with its reason.</summary>
    public IEnumerable<(string Reason, long Count)> All =>
        [
            ("limit", Interlocked.Read(ref _limit)),
            ("address-limit", Interlocked.Read(ref _addressLimit)),
            ("idle", Interlocked.Read(ref _idle)),
            ("slow", Interlocked.Read(ref _slow)),
        ];

    /// <summary>A new connection was turned away: all are taken, and none of them is idle.</summary>
    public void AtLimit() => Interlocked.Increment(ref _limit);

    /// <summary>A new connection was turned away: its address has as many as it may.</summary>
    public void AtAddressLimit() => Interlocked.Increment(ref _addressLimit);

    /// <summary>The connection that was longest idle made room for another.</summary>
    public void MadeRoom() => Interlocked.Increment(ref _idle);

    /// <summary>A client read too slowly.</summary>
    public void Slow() => Interlocked.Increment(ref _slow);
}
