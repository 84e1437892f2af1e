using System.Text;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Logging;

/// <summary>Writes each event as one line to one writer. Any number of threads; lines never mix.</summary>
/// <remarks>
/// Events are few (requests go to the access log), so each is written at once, and none is lost when the process ends.
/// </remarks>
public sealed class NodeLoggerProvider(LogFormat format, TextWriter output, TimeProvider clock) : ILoggerProvider
{
    private const string OwnCategories = "Coral.";

    private readonly Lock _gate = new();
    private readonly StringBuilder _line = new();

    /// <summary>Creates the factory of a node's loggers.</summary>
    /// <param name="format">The format of a line.</param>
    /// <param name="least">
    /// The least important level that is written; of Kestrel and the like only warnings are.
    /// </param>
    /// <param name="output">The writer of lines; not disposed.</param>
    /// <param name="clock">The time in front of a line.</param>
    public static ILoggerFactory CreateFactory(LogFormat format, LogLevel least, TextWriter output, TimeProvider clock)
    {
        var filter = new LoggerFilterOptions { MinLevel = least };
        filter.Rules.Add(
            new LoggerFilterRule(null, "Microsoft", least < LogLevel.Warning ? LogLevel.Warning : least, null)
        );
        return new LoggerFactory([new NodeLoggerProvider(format, output, clock)], filter);
    }

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName)
    {
        var logger = new NodeLogger(this, categoryName);
        return categoryName.StartsWith(OwnCategories, StringComparison.Ordinal)
            ? logger
            : new LibraryLogger(logger, clock);
    }

    /// <inheritdoc />
    public void Dispose() { }

    internal void Write(in LogEvent logEvent)
    {
        var time = clock.GetUtcNow();
        lock (_gate)
        {
            if (format == LogFormat.Json)
            {
                JsonLogLine.Append(_line, time, logEvent);
            }
            else
            {
                TextLogLine.Append(_line, time, logEvent);
            }

            output.WriteLine(_line);
            output.Flush();
            _line.Clear();
        }
    }
}
