namespace Coral.Core.Network;

/// <summary>A received datagram's sender, and how much of the buffer it fills.</summary>
/// <param name="Source">The sender's address as the network shows it: unauthenticated.</param>
/// <param name="Length">Bytes at the front of the buffer.</param>
public readonly record struct ReceivedDatagram(NodeAddress Source, int Length);
