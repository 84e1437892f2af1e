using Coral.Dns.Serving;

namespace Coral.Transport.Dns.Tcp;

/// <summary>The parts that the connections of one listener share.</summary>
/// <param name="Responder">The server that answers the queries.</param>
/// <param name="Options">The bounds of connections and queries.</param>
/// <param name="Clock">The clock of the idle limit.</param>
/// <param name="Metrics">Counts connections and dropped queries.</param>
/// <param name="Pending">Permits for the queries whose answers need time.</param>
/// <param name="OnFault">Receives exceptions of the responder.</param>
internal sealed record TcpConnectionContext(
    IDnsResponder Responder,
    DnsTcpOptions Options,
    TimeProvider Clock,
    DnsListenerMetrics Metrics,
    SemaphoreSlim Pending,
    Action<Exception> OnFault
);
