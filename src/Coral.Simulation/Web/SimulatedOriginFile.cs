using System.Globalization;
using System.Security.Cryptography;
using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Simulation.Web;

/// <summary>One file at the origin.</summary>
/// <param name="target">Its path.</param>
/// <param name="content">Its bytes.</param>
internal sealed class SimulatedOriginFile(string target, byte[] content)
{
    private const string Lifetime = "max-age=43200";

    /// <summary>Its path.</summary>
    public string Target => target;

    /// <summary>Its bytes.</summary>
    public MemoryBody Body { get; } = StoredBody.Of(content);

    /// <summary>Its entity tag: the front of its SHA-256.</summary>
    public string Tag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"";

    /// <summary>The header of the whole of it, sent at <paramref name="now"/>.</summary>
    public FieldList Header(DateTimeOffset now) =>
        FieldList.Of(
            ("Date", now.ToString("R", CultureInfo.InvariantCulture)),
            ("Content-Type", "application/octet-stream"),
            ("Content-Length", Body.Length.ToString(CultureInfo.InvariantCulture)),
            ("Cache-Control", Lifetime),
            ("ETag", Tag),
            ("Accept-Ranges", "bytes")
        );
}
