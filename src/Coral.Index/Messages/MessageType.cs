namespace Coral.Index.Messages;

/// <summary>The type of a datagram: requests are even, the response to each is the next odd number.</summary>
internal enum MessageType
{
    Ping = 0,
    Pong = 1,
    Find = 2,
    Found = 3,
    Store = 4,
    Stored = 5,
}
