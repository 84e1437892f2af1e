using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>Answers one type of request; <see cref="RequestReceiver"/> has a table of them.</summary>
internal interface IRequestHandler
{
    /// <summary>Reads a request's body, acts on it, and writes the whole response.</summary>
    /// <param name="request">The request, its header read.</param>
    /// <param name="map">At the first key of the body.</param>
    /// <param name="room">Takes the response; its length is the most that the sender is owed.</param>
    /// <param name="length">
    /// The response's length; 0 when none is to be sent: it does not fit, or is given later.
    /// </param>
    /// <returns>Whether the body was well-formed.</returns>
    bool TryHandle(scoped IncomingRequest request, ref MapReader map, Span<byte> room, out int length);
}
