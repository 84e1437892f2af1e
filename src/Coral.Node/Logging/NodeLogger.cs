using Microsoft.Extensions.Logging;

namespace Coral.Node.Logging;

/// <summary>The logger of one category. Levels are filtered by the factory; scopes are not written.</summary>
internal sealed class NodeLogger(NodeLoggerProvider provider, string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) =>
        provider.Write(
            new LogEvent(
                logLevel,
                category,
                eventId,
                formatter(state, exception),
                state as IReadOnlyList<KeyValuePair<string, object?>>,
                exception
            )
        );
}
