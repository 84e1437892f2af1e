namespace Coral.Dns.Queries;

/// <summary>The time as the server tells it. Safe from any thread.</summary>
/// <param name="clock">Where it comes from.</param>
internal sealed class ServerClock(TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();

    /// <summary>Time since the server's start.</summary>
    public TimeSpan Now => clock.GetElapsedTime(_start);

    /// <summary>The time since the server's start at a timestamp of its clock.</summary>
    public TimeSpan At(long timestamp) => clock.GetElapsedTime(_start, timestamp);

    /// <summary>Date and time.</summary>
    public DateTimeOffset UtcNow => clock.GetUtcNow();
}
