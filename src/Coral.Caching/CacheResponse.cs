using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching;

/// <summary>The cache's answer to one request: a head and a body that may still be growing, or a failure.</summary>
/// <remarks>
/// Disposing says that this client wants no more of it; the fetch behind it may end when nobody else does.
/// </remarks>
public abstract class CacheResponse : IDisposable
{
    /// <summary>Status and header; <see langword="null"/> when there is no answer to pass on.</summary>
    public abstract ResponseHead? Head { get; }

    /// <summary>The reason for the lack of a response. Meaningful only without <see cref="Head"/>.</summary>
    public abstract FetchFailure Failure { get; }

    /// <summary>
    /// On failure, when to try again: the origin or the URL is left alone until then. <see langword="null"/>: at once.
    /// </summary>
    public virtual TimeSpan? RetryAfter => null;

    /// <summary>With <see cref="FetchFailure.Refused"/>, the status that the origin refused with; else 0.</summary>
    public virtual int RefusedWith => 0;

    /// <summary>The body; <see langword="null"/> on failure. Not to be read for HEAD, where it may be empty.</summary>
    public abstract IBodyReader? Body { get; }

    /// <summary>
    /// The stored response that this is, or that the fetch behind it has become; <see langword="null"/> until then.
    /// </summary>
    public virtual StoredResponse? Stored => null;

    /// <summary>The age to announce (RFC 9111, section 5.1).</summary>
    public abstract TimeSpan Age { get; }

    /// <summary>The outcome of the request, for <c>Cache-Status</c>.</summary>
    public abstract CacheStatus Status { get; }

    /// <summary>Leaves the fetch that this response follows. Harmless when repeated.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Leaves the fetch that this response follows.</summary>
    protected abstract void Dispose(bool disposing);
}
