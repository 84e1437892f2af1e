using Coral.Caching.Http;

namespace Coral.Proxy.Peers.Wire;

/// <summary>
/// The seals of responses, each over the request's seal, the status, the member fields and the header.
/// </summary>
internal static class ResponseSeals
{
    /// <summary>Seals a response's header or end.</summary>
    public static string Sign(
        PeerSeal seal,
        string purpose,
        ReadOnlySpan<byte> requestSeal,
        int status,
        string said,
        FieldList fields
    )
    {
        Span<byte> mac = stackalloc byte[PeerSeal.Length];
        var transcript = new SealTranscript(purpose);
        try
        {
            Fill(ref transcript, requestSeal, status, said, fields);
            seal.Sign(transcript.Bytes, mac);
        }
        finally
        {
            transcript.Dispose();
        }

        return SealedText.Join(said, mac);
    }

    /// <summary>True if a member sealed the response, as that to this request.</summary>
    public static bool Verify(
        PeerSeal seal,
        string purpose,
        ReadOnlySpan<byte> requestSeal,
        int status,
        ReadOnlySpan<char> said,
        FieldList fields,
        ReadOnlySpan<byte> mac
    )
    {
        var transcript = new SealTranscript(purpose);
        try
        {
            Fill(ref transcript, requestSeal, status, said, fields);
            return seal.Verify(transcript.Bytes, mac);
        }
        finally
        {
            transcript.Dispose();
        }
    }

    private static void Fill(
        ref SealTranscript transcript,
        ReadOnlySpan<byte> requestSeal,
        int status,
        ReadOnlySpan<char> said,
        FieldList fields
    )
    {
        transcript.Add(requestSeal);
        transcript.Add(status);
        transcript.Add(said);
        transcript.Add(fields);
    }
}
