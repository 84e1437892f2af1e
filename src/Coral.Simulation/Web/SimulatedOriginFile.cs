using System.Globalization;
using System.Security.Cryptography;
using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Simulation.Web;

/// <summary>One file at the origin.</summary>
/// <param name="target">The request target of the file: its path.</param>
/// <param name="content">The content of the file, which never changes.</param>
internal sealed class SimulatedOriginFile(string target, byte[] content)
{
    private const string Lifetime = "max-age=43200";

    /// <summary>The request target of the file.</summary>
    public string Target => target;

    /// <summary>The body of the whole file.</summary>
    public MemoryBody Body { get; } = StoredBody.Of(content);

    /// <summary>The entity tag of the file: the first eight bytes of its SHA-256.</summary>
    public string Tag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"";

    /// <summary>The header fields of a response with the whole file, sent at <paramref name="now"/>.</summary>
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
