using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Tests.Fixtures;

/// <summary>Keeps every event as a line of its id, its name, its level and its fields.</summary>
internal sealed class RecordingLogger : ILogger
{
    private readonly List<string> _lines = [];
    private readonly List<long?> _held = [];

    /// <summary>The lowest level that is kept.</summary>
    public LogLevel Lowest { get; set; } = LogLevel.Trace;

    /// <summary>The events, oldest first: <c>1101 IndexPeerLost Debug Id=… Address=… Reason=TimedOut</c>.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>
    /// What each event says of those before it that got no line; <see langword="null"/> where the event is not limited.
    /// </summary>
    public IReadOnlyList<long?> Held => _held;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= Lowest;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        Assert.NotEmpty(formatter(state, exception));
        var fields = Assert
            .IsType<IReadOnlyList<KeyValuePair<string, object?>>>(state, exactMatch: false)
            .Where(field => field.Key != "{OriginalFormat}")
            .ToList();
        _held.Add(fields.FirstOrDefault(field => field.Key == "Held").Value as long?);
        var values = fields.Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Key}={field.Value}"));
        _lines.Add(string.Join(' ', [$"{eventId.Id} {eventId.Name} {logLevel}", .. values]));
    }
}
