using Microsoft.Extensions.Logging;

namespace Coral.Lab.Network;

/// <summary>A log that hears one thing only: that the node has found its network.</summary>
internal sealed class JoinSignal : ILoggerFactory, ILogger
{
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the first answer of another node.</summary>
    public Task Joined => _joined.Task;

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc />
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <inheritdoc />
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (eventId.Name == "IndexJoined")
        {
            _joined.TrySetResult();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held.
    }
}
