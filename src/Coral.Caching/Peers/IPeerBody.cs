using Coral.Caching.Http;

namespace Coral.Caching.Peers;

/// <summary>A body on its way from a peer. One reader.</summary>
public interface IPeerBody : IOriginBody
{
    /// <summary>
    /// SHA-256 of the whole representation as the peer found it (<c>Repr-Digest</c>, RFC 9530), at the end of the body
    /// at the latest; empty when it did not say.
    /// </summary>
    ReadOnlyMemory<byte> Digest { get; }
}
