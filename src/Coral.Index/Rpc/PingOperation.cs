using Coral.Core.Index;
using Coral.Core.Time;
using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Store;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>
/// The ping operation: a check that a node is there and still publishes its value for a key, and a request for its
/// health.
/// </summary>
/// <remarks>Owned by the node's loop.</remarks>
/// <param name="composer">Writes header and seal of datagrams.</param>
/// <param name="published">The values that this node publishes.</param>
/// <param name="conditions">Reads the reasons against sending clients to this node.</param>
/// <param name="clock">Measures the uptime that responses report.</param>
internal sealed class PingOperation(
    MessageComposer composer,
    PublishedValues published,
    Func<NodeConditions> conditions,
    MonotonicClock clock
) : IRequestHandler
{
    /// <summary>Writes a request as a whole datagram.</summary>
    public static int Encode(
        MessageComposer composer,
        Span<byte> buffer,
        ulong transaction,
        Peer? to,
        PingRequest request
    )
    {
        var writer = composer.Begin(buffer, MessageType.Ping, transaction, to, request.Pairs);
        request.Write(ref writer);
        return composer.Finish(buffer, writer);
    }

    /// <summary>Reads the body of a response.</summary>
    public static bool TryDecode(ref MapReader map, PingAnswer answer)
    {
        var isWellFormed = PingResponse.TryRead(ref map, out var response);
        (answer.Disowns, answer.Health) = (response.Disowns, response.Health);
        return isWellFormed;
    }

    /// <inheritdoc />
    public bool TryHandle(scoped IncomingRequest request, ref MapReader map, Span<byte> room, out int length)
    {
        length = 0;
        if (!PingRequest.TryRead(ref map, out var ping))
        {
            return false;
        }

        var response = new PingResponse(
            ping.Key is { } key && !published.IsPublished(key),
            ping.AsksForHealth ? new NodeHealth(conditions(), clock.Now) : null
        );
        var writer = composer.Begin(room, MessageType.Pong, request.Transaction, request.Peer, response.Pairs);
        response.Write(ref writer);
        length = composer.Finish(room, writer);
        return true;
    }
}
