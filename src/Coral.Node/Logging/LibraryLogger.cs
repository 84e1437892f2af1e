using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Logging;

/// <summary>The logger of a category of a library: of each of its events a line a minute, a warning at most.</summary>
/// <remarks>
/// The HTTP server writes lines that any stranger can cause, as often as he likes, and calls some of them critical:
/// streams that are opened and reset in quick succession, say. What ends the node it says itself.
/// </remarks>
internal sealed class LibraryLogger(ILogger inner, TimeProvider clock) : ILogger
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    // A library has as many events as its code names.
    private readonly ConcurrentDictionary<EventId, LogThrottle> _throttles = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (logLevel < LogLevel.Warning)
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
            return;
        }

        var throttle = _throttles.GetOrAdd(eventId, static (_, of) => new LogThrottle(Period, of), clock);
        if (throttle.TryPass(out var held))
        {
            inner.Log(LogLevel.Warning, eventId, state, exception, WithHeld);
        }

        string WithHeld(TState message, Exception? error) =>
            held == 0 ? formatter(message, error) : $"{formatter(message, error)} ({held} more like it before)";
    }
}
