namespace Coral.Proxy.Hosting;

/// <summary>A connection's client that may close its sending side and still wait for its response.</summary>
internal interface IHalfClosedFeature
{
    /// <summary>Cancelled when the client has closed its sending side in order.</summary>
    CancellationToken HalfClosed { get; }
}
