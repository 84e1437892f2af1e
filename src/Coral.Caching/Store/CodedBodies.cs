using Coral.Caching.Http;

namespace Coral.Caching.Store;

/// <summary>The coded forms of a stored body: made by the node for its own clients, and nobody else's to see.</summary>
/// <remarks>
/// The store counts them, and they leave it together with the body. Reading needs no lock; <see cref="Set"/> is for the
/// store, under its lock.
/// </remarks>
public sealed class CodedBodies
{
    private volatile StoredBody? _gzip;
    private volatile StoredBody? _brotli;
    private volatile bool _noGzip;
    private volatile bool _noBrotli;

    /// <summary>Memory held, in bytes.</summary>
    public long MemoryBytes => (_gzip?.MemoryBytes ?? 0) + (_brotli?.MemoryBytes ?? 0);

    /// <summary>The body in <paramref name="coding"/>; <see langword="null"/> until it is made, if ever.</summary>
    public StoredBody? Find(ContentCoding coding) =>
        coding switch
        {
            ContentCoding.Gzip => _gzip,
            ContentCoding.Brotli => _brotli,
            _ => null,
        };

    /// <summary>True if the body was found not worth this coding.</summary>
    public bool IsRefused(ContentCoding coding) => coding == ContentCoding.Gzip ? _noGzip : _noBrotli;

    /// <summary>Remembers that the body is not worth this coding: it is no shorter, or the store has no room.</summary>
    public void Refuse(ContentCoding coding)
    {
        if (coding == ContentCoding.Gzip)
        {
            _noGzip = true;
        }
        else
        {
            _noBrotli = true;
        }
    }

    internal void Set(ContentCoding coding, StoredBody coded)
    {
        if (coding == ContentCoding.Gzip)
        {
            _gzip = coded;
        }
        else
        {
            _brotli = coded;
        }
    }
}
