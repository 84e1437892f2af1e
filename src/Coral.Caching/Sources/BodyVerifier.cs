using Coral.Caching.Integrity;

namespace Coral.Caching.Sources;

/// <summary>The checks of a body that may come from several sources: its length, and at the end its digests.</summary>
/// <param name="digester">Hashes what is passed on.</param>
/// <param name="expected">The digests in the header of the first source, if there are any.</param>
/// <param name="length">The length in bytes that the first source declared.</param>
internal sealed class BodyVerifier(BodyDigester digester, ExpectedDigests? expected, long? length)
{
    /// <summary>True if so many more bytes stay within the declared length.</summary>
    public bool Allows(int bytes) => length is null || digester.Length + bytes <= length;

    /// <summary>True if so many more bytes complete the declared length.</summary>
    public bool Completes(int bytes) => digester.Length + bytes == length;

    /// <summary>True if the body may end here.</summary>
    /// <param name="sourceLength">The length of the whole that the present source declared.</param>
    public bool MayEnd(long? sourceLength) => digester.Length == (length ?? sourceLength ?? digester.Length);

    /// <summary>Takes the last bytes in, and checks the whole.</summary>
    /// <param name="sender">The peer that the last bytes came from; <see langword="null"/> for the origin.</param>
    /// <param name="digests">The digests of the whole.</param>
    public bool IsRight(PeerSender? sender, out ContentDigests digests)
    {
        digests = digester.Finish();
        var said = sender?.Response.FinalDigest() ?? default;
        return expected?.Match(digester) != false
            && (said.IsEmpty || said.Span.SequenceEqual(digests.Whole.Span))
            && (sender?.Digests is not { } known || known.Root.Span.SequenceEqual(digests.Root.Span));
    }
}
