using System.Net;

namespace Coral.Proxy.AccessLogging;

/// <summary>One request as the access log tells it.</summary>
/// <param name="Time">The time at which the header of the request was complete.</param>
/// <param name="Client">The address of the client.</param>
/// <param name="Method">The method as received.</param>
/// <param name="Host">The coralized host as received, with its port.</param>
/// <param name="Path">Path and query as received.</param>
/// <param name="Status">The status sent; 499 when the client had left before there was one.</param>
/// <param name="BodyBytes">Bytes of the body handed to the connection.</param>
/// <param name="Elapsed">From the request's header to the end of the response.</param>
/// <param name="CacheStatus">The <c>Cache-Status</c> field of the response.</param>
public readonly record struct AccessLogEntry(
    DateTimeOffset Time,
    IPAddress? Client,
    string Method,
    string Host,
    string Path,
    int Status,
    long BodyBytes,
    TimeSpan Elapsed,
    string CacheStatus
);
