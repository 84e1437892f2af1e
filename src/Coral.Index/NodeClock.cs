namespace Coral.Index;

/// <summary>Time since this node was made: monotonic, and the one scale of every deadline inside the index.</summary>
internal sealed class NodeClock(TimeProvider provider)
{
    private readonly long _origin = provider.GetTimestamp();

    /// <summary>For timers and delays.</summary>
    public TimeProvider Provider { get; } = provider;

    /// <summary>Now.</summary>
    public TimeSpan Now => Provider.GetElapsedTime(_origin);
}
