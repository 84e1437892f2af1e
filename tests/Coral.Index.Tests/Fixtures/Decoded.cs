using Coral.Index.Messages;
using Coral.Index.Wire;

namespace Coral.Index.Tests.Fixtures;

/// <summary>A reader of any whole message, as a receiver reads it.</summary>
internal sealed class Decoded
{
    private readonly FindAnswer _found = new();
    private readonly StoreAnswer _stored = new();

    /// <summary>Reads a message; true if header and body are well-formed.</summary>
    public bool TryRead(ReadOnlySpan<byte> message)
    {
        var map = new MapReader(message);
        if (!MessageHeader.TryRead(ref map, out var header))
        {
            return false;
        }

        return header.Type switch
        {
            MessageType.Ping => PingRequest.TryRead(ref map, out _),
            MessageType.Pong => PingResponse.TryRead(ref map, out _),
            MessageType.Find => FindRequest.TryRead(ref map, out _),
            MessageType.Found => FindResponse.TryRead(ref map, _found),
            MessageType.Store => StoreRequest.TryRead(ref map, out _),
            _ => StoreResponse.TryRead(ref map, _stored),
        };
    }
}
