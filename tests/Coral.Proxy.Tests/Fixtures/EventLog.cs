using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>Remembers the names of logged events.</summary>
internal sealed class EventLog : ILoggerFactory, ILogger
{
    public ConcurrentQueue<(string? Event, LogLevel Level, Exception? Error)> Events { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Events.Enqueue((eventId.Name, logLevel, exception));

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose() { }
}
