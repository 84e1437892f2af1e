using System.Globalization;
using System.Security.Cryptography;
using Coral.Caching.Integrity;
using Coral.Proxy.Peers.Wire;

namespace Coral.Proxy.Peers;

/// <summary>The rule for the end of a response's body, and the digest that is known then.</summary>
/// <remarks>
/// A complete copy has said all in its header. One on its way ends with a sealed trailer, without which it was cut off,
/// wherever that happened.
/// </remarks>
internal sealed class PeerBodyEnd(PeerSeal seal, UnverifiedResponse reply, ContentDigests? digests)
{
    /// <summary>SHA-256 of the whole body; empty while it is not known, or was not stated.</summary>
    public ReadOnlyMemory<byte> Digest { get; private set; } = digests?.Whole ?? default;

    /// <summary>True if a body of <paramref name="received"/> bytes has ended as it must.</summary>
    public bool IsGood(long received)
    {
        if (digests is not null)
        {
            return true;
        }

        var fields = PeerHeaders.TrailerOf(reply.Response);
        if (
            !SealedText.TrySplit(fields.Get(PeerFields.Peer), out var said, out var mac)
            || !ResponseSeals.Verify(seal, SealTranscript.End, reply.Seal, 0, said, fields, mac)
            || !said.SequenceEqual(string.Create(CultureInfo.InvariantCulture, $"sent={received}"))
        )
        {
            return false;
        }

        return fields.Get(PeerFields.ReprDigest) is not { } digest || TryReadDigest(digest);
    }

    private bool TryReadDigest(string field)
    {
        if (!DigestField.Parse(field).TryGetValue(HashAlgorithmName.SHA256, out var digest))
        {
            return false;
        }

        Digest = digest;
        return true;
    }
}
