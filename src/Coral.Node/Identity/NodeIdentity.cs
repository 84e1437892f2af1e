using System.Security.Cryptography;
using Coral.Core.Identity;
using Coral.Node.Hosting;

namespace Coral.Node.Identity;

/// <summary>A node's identity: an ECDSA key on the curve P-256, made at the first start.</summary>
/// <remarks>
/// The file <c>identity.pem</c> of the data folder holds it as an unencrypted PKCS #8 private key (RFC 5958, in the
/// form of RFC 7468), readable by its owner only. The node's id is the first 160 bits of SHA-256 over the DER encoding
/// of its SubjectPublicKeyInfo (RFC 5480); the fingerprint is that whole digest, so that the one begins with the other.
/// </remarks>
public sealed class NodeIdentity : IDisposable
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "identity.pem";

    private const string CurveOid = "1.2.840.10045.3.1.7";

    private NodeIdentity(ECDsa key)
    {
        Key = key;
        var publicKey = key.ExportSubjectPublicKeyInfo();
        Id = NodeId.OfPublicKey(publicKey);
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(publicKey));
    }

    /// <summary>The node's id, its position in the index.</summary>
    public NodeId Id { get; }

    /// <summary>SHA-256 over the public key's encoding: 64 lower-case hexadecimal digits.</summary>
    public string Fingerprint { get; }

    /// <summary>The key itself, to sign with.</summary>
    public ECDsa Key { get; }

    /// <summary>A new identity, written nowhere.</summary>
    public static NodeIdentity Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>The identity that the folder holds; a new one, written there, where it holds none.</summary>
    /// <exception cref="NodeStartException">The file is no such key, or others may read it.</exception>
    public static NodeIdentity LoadOrCreate(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (TryLoad(folder.Path) is { } known)
        {
            return known;
        }

        var identity = Create();
        try
        {
            folder.Write(FileName, identity.Key.ExportPkcs8PrivateKeyPem() + "\n");
            return identity;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            identity.Dispose();
            throw new NodeStartException($"the identity cannot be written to {folder.Path}: {ex.Message}", ex);
        }
    }

    /// <summary>
    /// The identity that a folder holds, even while a node has the folder open; <see langword="null"/> where it holds
    /// none.
    /// </summary>
    /// <exception cref="NodeStartException">The file is no such key, or others may read it.</exception>
    public static NodeIdentity? TryLoad(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!Path.Exists(path))
        {
            return null;
        }

        if (Directory.Exists(path))
        {
            throw Unusable(path, inner: null);
        }

        var text = SecretFile.Read(path, "the identity", "restart the node to create a new identity");
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(text);
            // A public key alone imports too, and fails here.
            var curve = key.ExportParameters(includePrivateParameters: true).Curve;
            var isP256 =
                curve.Oid.Value == CurveOid || curve.Oid.FriendlyName == ECCurve.NamedCurves.nistP256.Oid.FriendlyName;
            if (isP256 && IsWhole(key))
            {
                return new NodeIdentity(key);
            }
        }
        // A damaged name of the curve is one that the platform does not know.
        catch (Exception ex) when (ex is ArgumentException or CryptographicException or NotSupportedException)
        {
            key.Dispose();
            throw Unusable(path, ex);
        }

        key.Dispose();
        throw Unusable(path, inner: null);
    }

    /// <inheritdoc />
    public void Dispose() => Key.Dispose();

    /// <summary>The two halves belong together: others must be able to verify what the node signs.</summary>
    private static bool IsWhole(ECDsa key)
    {
        var sample = "coral"u8;
        var signature = key.SignData(sample, HashAlgorithmName.SHA256);
        using var publicHalf = ECDsa.Create();
        publicHalf.ImportSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), out _);
        return publicHalf.VerifyData(sample, signature, HashAlgorithmName.SHA256);
    }

    private static NodeStartException Unusable(string path, Exception? inner) =>
        new(
            $"{path} is damaged: it holds no P-256 private key in PEM; restore it from a copy, or remove it, and the "
                + "next start makes a new identity",
            inner
        );
}
