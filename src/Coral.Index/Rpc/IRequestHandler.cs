using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>The handler of one type of request; <see cref="RequestReceiver"/> has a table of them.</summary>
internal interface IRequestHandler
{
    /// <summary>Reads a request's body, acts on it, and writes the whole response.</summary>
    /// <param name="request">The request whose header has been read.</param>
    /// <param name="map">Stands at the first key of the body.</param>
    /// <param name="room">Receives the response; its length is the most that may be sent to the requester.</param>
    /// <param name="length">
    /// The response's length; 0 when none is sent now, because it does not fit or the request was deferred.
    /// </param>
    /// <returns>Whether the body was well-formed.</returns>
    bool TryHandle(scoped IncomingRequest request, ref MapReader map, Span<byte> room, out int length);
}
