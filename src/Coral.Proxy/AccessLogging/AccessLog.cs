using System.Buffers;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Coral.Proxy.AccessLogging;

/// <summary>Writes one line a request, in the background.</summary>
/// <remarks>
/// Any thread may write an entry; nobody ever waits for the disk. When the queue is full, or the disk refuses, entries
/// are dropped and counted in <see cref="Dropped"/>. One task formats and writes, in batches. What the server refuses
/// before it is a request (bytes that are not HTTP, a header over its limits or its time) has no line.
/// </remarks>
public sealed partial class AccessLog : IAsyncDisposable
{
    private const int BatchBytes = 64 * 1024;

    private readonly Channel<AccessLogEntry> _queue;
    private readonly Func<Stream> _open;
    private readonly ILogger _logger;
    private readonly Lock _streamGate = new();
    private readonly ArrayBufferWriter<byte> _batch = new(BatchBytes);
    private Task _writing = Task.CompletedTask;
    private Stream _stream;
    private long _dropped;
    private bool _failing;

    private AccessLog(Func<Stream> open, int queueLength, ILogger logger)
    {
        _open = open;
        _logger = logger;
        _stream = open();
        _queue = Channel.CreateBounded<AccessLogEntry>(
            new BoundedChannelOptions(queueLength) { SingleReader = true, AllowSynchronousContinuations = false }
        );
    }

    /// <summary>Entries that were never written, since the start.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Opens the log that <paramref name="options"/> describe.</summary>
    /// <param name="options">The destination, and the length of the queue.</param>
    /// <param name="console">Opens the stream of the destination <see cref="AccessLogOptions.Console"/>.</param>
    /// <returns><see langword="null"/> when the log is off.</returns>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static AccessLog? Open(AccessLogOptions options, Func<Stream> console, ILogger<AccessLog> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(console);
        return options.Destination switch
        {
            AccessLogOptions.Off => null,
            AccessLogOptions.Console => Start(console, options.QueueLength, logger),
            var path => Start(() => OpenFile(path), options.QueueLength, logger),
        };
    }

    /// <summary>Starts a log.</summary>
    /// <param name="open">Opens its file, now and again at each <see cref="Reopen"/>.</param>
    /// <param name="queueLength">Most entries that wait to be written; those above are dropped.</param>
    internal static AccessLog Start(Func<Stream> open, int queueLength, ILogger logger)
    {
        var log = new AccessLog(open, queueLength, logger);
        log._writing = Task.Run(log.WriteAllAsync);
        return log;
    }

    /// <summary>Queues <paramref name="entry"/>. Never waits, never throws.</summary>
    public void Write(in AccessLogEntry entry)
    {
        if (!_queue.Writer.TryWrite(entry))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Lets go of the file and opens it anew by its name, after a log rotation moved it away.</summary>
    public void Reopen()
    {
        try
        {
            var next = _open();
            lock (_streamGate)
            {
                (_stream, next) = (next, _stream);
            }

            next.Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.ReopenFailed(_logger, error);
        }
    }

    /// <summary>Writes what is queued, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
        await _stream.DisposeAsync();
        if (Dropped > 0)
        {
            Log.LinesDropped(_logger, Dropped);
        }
    }

    private static FileStream OpenFile(string path) =>
        new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private async Task WriteAllAsync()
    {
        var reader = _queue.Reader;
        while (await reader.WaitToReadAsync())
        {
            var lines = 0;
            while (_batch.WrittenCount < BatchBytes && reader.TryRead(out var entry))
            {
                AccessLogFormat.Write(entry, _batch);
                lines++;
            }

            WriteBatch(lines);
            _batch.ResetWrittenCount();
        }
    }

    private void WriteBatch(int lines)
    {
        try
        {
            lock (_streamGate)
            {
                _stream.Write(_batch.WrittenSpan);
                _stream.Flush();
            }

            _failing = false;
        }
        catch (Exception error)
        {
            Interlocked.Add(ref _dropped, lines);
            if (!_failing)
            {
                Log.WriteFailed(_logger, error);
            }

            _failing = true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1550,
            LogLevel.Error,
            "Cannot write the access log; lines are dropped until it can be written again.",
            EventName = nameof(WriteFailed)
        )]
        public static partial void WriteFailed(ILogger logger, Exception error);

        [LoggerMessage(
            1551,
            LogLevel.Error,
            "Cannot reopen the access log; the node goes on writing to the file that was open.",
            EventName = nameof(ReopenFailed)
        )]
        public static partial void ReopenFailed(ILogger logger, Exception error);

        [LoggerMessage(
            1555,
            LogLevel.Warning,
            "The access log dropped {Count} lines since the start: it could not keep up, or could not be written.",
            EventName = nameof(LinesDropped)
        )]
        public static partial void LinesDropped(ILogger logger, long count);
    }
}
