using Coral.Node.Hosting;
using Coral.Proxy.AccessLogging;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Clients;

/// <summary>The access log, open from the time that the node is made.</summary>
internal sealed partial class AccessLogPart(AccessLog log, ILogger<AccessLogPart> logger) : INodePart
{
    /// <summary>The log.</summary>
    public AccessLog AccessLog => log;

    /// <summary>Opens the log that the options ask for.</summary>
    /// <param name="console">Opens the stream that the destination <c>console</c> names.</param>
    /// <returns><see langword="null"/> when the log is off.</returns>
    /// <exception cref="NodeStartException">It cannot be opened, or may not be written.</exception>
    public static AccessLogPart? Open(AccessLogOptions options, Func<Stream> console, ILoggerFactory loggers)
    {
        try
        {
            var log = Proxy.AccessLogging.AccessLog.Open(options, console, loggers.CreateLogger<AccessLog>());
            return log is null ? null : new AccessLogPart(log, loggers.CreateLogger<AccessLogPart>());
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new NodeStartException(
                $"cannot open the access log: {ex.Message.TrimEnd('.')}; choose another file with --access-log",
                ex
            );
        }
    }

    /// <inheritdoc />
    public void ReopenLogs()
    {
        log.Reopen();
        Log.AccessLogReopened(logger);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => log.DisposeAsync();

    private static partial class Log
    {
        [LoggerMessage(1702, LogLevel.Information, "Reopened the access log.", EventName = nameof(AccessLogReopened))]
        public static partial void AccessLogReopened(ILogger logger);
    }
}
