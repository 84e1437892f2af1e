using System.Diagnostics.CodeAnalysis;
using Coral.Caching.Fetching;

namespace Coral.Proxy.Origin;

/// <summary>What came of connecting to an origin: a stream, or why there is none.</summary>
internal readonly record struct DialResult
{
    private DialResult(Stream? stream, FetchFailure failure)
    {
        Stream = stream;
        Failure = failure;
    }

    /// <summary>The connection, after its TLS handshake where there is one; the receiver disposes it.</summary>
    public Stream? Stream { get; }

    /// <summary>Why there is no connection. Meaningful only without <see cref="Stream"/>.</summary>
    public FetchFailure Failure { get; }

    /// <summary>Whether there is a connection.</summary>
    [MemberNotNullWhen(true, nameof(Stream))]
    public bool Connected => Stream is not null;

    /// <summary>A connection stands.</summary>
    public static DialResult To(Stream stream) => new(stream, default);

    /// <summary>There is no connection.</summary>
    public static DialResult Failed(FetchFailure failure) => new(null, failure);
}
