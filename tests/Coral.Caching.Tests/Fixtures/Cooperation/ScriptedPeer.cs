using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Fixtures.Cooperation;

/// <summary>A member that answers as a test says, true or not.</summary>
internal sealed class ScriptedPeer : IPeerService
{
    public required Func<PeerRequest, PeerResponse<IBodyReader>> Answer { get; init; }

    /// <summary>Questions so far.</summary>
    public int Asked { get; private set; }

    public NodeContact? Source { get; init; }

    public Task<PeerResponse<IBodyReader>> RespondAsync(PeerRequest request, CancellationToken cancellationToken)
    {
        Asked++;
        return Task.FromResult(Answer(request));
    }

    public NodeContact? SourceOf(CacheKey key) => Source;

    /// <summary>A complete copy: its true digests, or others, over a body that may be anything.</summary>
    public static PeerResponse<IBodyReader> Complete(
        ContentDigests digests,
        IBodyReader body,
        long start = 0,
        FieldList? fields = null
    ) =>
        new()
        {
            Outcome = PeerOutcome.Answered,
            Head = new ResponseHead(200, fields ?? FieldList.Of(("Cache-Control", "max-age=60"), ("ETag", "\"v\""))),
            Body = body,
            Digests = digests,
            Start = start,
        };

    /// <summary>The digests of <paramref name="bytes"/>.</summary>
    public static ContentDigests DigestsOf(byte[] bytes)
    {
        using var digester = new BodyDigester(withSha512: false);
        digester.Append(bytes);
        return digester.Finish();
    }
}
