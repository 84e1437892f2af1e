using Coral.Dns.Serving;

namespace Coral.Transport.Dns.Tcp;

/// <summary>What the connections of one listener share.</summary>
/// <param name="Responder">Who answers.</param>
/// <param name="Options">Bounds.</param>
/// <param name="Clock">For the idle limit.</param>
/// <param name="Metrics">Counts.</param>
/// <param name="Pending">Turns of the queries whose answers need time.</param>
/// <param name="OnFault">Told what the responder throws.</param>
internal sealed record TcpConnectionContext(
    IDnsResponder Responder,
    DnsTcpOptions Options,
    TimeProvider Clock,
    DnsListenerMetrics Metrics,
    SemaphoreSlim Pending,
    Action<Exception> OnFault
);
