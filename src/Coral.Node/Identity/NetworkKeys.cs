using System.Buffers;
using System.Security.Cryptography;
using Coral.Core.Identity;
using Coral.Node.Configuration;
using Coral.Node.Hosting;

namespace Coral.Node.Identity;

/// <summary>The secret keys that the nodes of a network share.</summary>
/// <remarks>
/// A file has one key a line, in base64, of at least 32 bytes. The first signs, all verify, so that a key can be
/// replaced without a gap: add the new one at the end everywhere, then move it to the front everywhere, then remove the
/// old one. Empty lines and lines that begin with <c>#</c> are passed over. Nobody but its owner may read it.
/// </remarks>
public sealed class NetworkKeys
{
    private const int MinBytes = 32;
    private const int NetworkIdBytes = 8;
    private const string What = "the network key";

    private NetworkKeys(IReadOnlyList<byte[]> keys)
    {
        Keys = keys;
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(keys[0], "coral network id"u8, mac);
        NetworkId = Convert.ToHexStringLower(mac[..NetworkIdBytes]);
    }

    /// <summary>The keys, the signing one first; never empty.</summary>
    public IReadOnlyList<byte[]> Keys { get; }

    /// <summary>
    /// The network's public name: what all its nodes derive from the signing key, and nobody can lead back to it.
    /// </summary>
    public string NetworkId { get; }

    /// <summary>Reads a key file.</summary>
    /// <exception cref="ConfigurationException">
    /// It cannot be read, others may read it, or it holds something else.
    /// </exception>
    public static NetworkKeys Read(string path)
    {
        try
        {
            return ReadFile(path);
        }
        catch (NodeStartException ex)
        {
            throw new ConfigurationException([$"--network-key (Coral:Index:NetworkKey): {ex.Message}"]);
        }
    }

    private static NetworkKeys ReadFile(string path)
    {
        var keys = new List<byte[]>();
        var number = 0;
        const string Remedy = "copy the network's key there, or create one with `coral key new FILE`";
        foreach (var line in SecretFile.Read(path, What, Remedy).AsSpan().EnumerateLines())
        {
            number++;
            var text = line.Trim();
            if (text.IsEmpty || text[0] == '#')
            {
                continue;
            }

            // The line itself is never shown: it may be a key with a slip in it.
            keys.Add(
                Decode(text)
                    ?? throw new NodeStartException(
                        $"{What} in {path}: line {number} is not base64 of at least {MinBytes} bytes; "
                            + "create one with `coral key new FILE`"
                    )
            );
        }

        return keys.Count > 0
            ? new NetworkKeys(keys)
            : throw new NodeStartException(
                $"{What} in {path}: the file holds no key; create one with `coral key new FILE`"
            );
    }

    /// <summary>Draws a key and writes it to a new file.</summary>
    /// <exception cref="NodeStartException">The file exists, or cannot be made.</exception>
    public static NetworkKeys Create(string path, ITokenSource tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var key = new byte[MinBytes];
        tokens.Fill(key);
        SecretFile.Create(path, Convert.ToBase64String(key) + "\n", What);
        return new NetworkKeys([key]);
    }

    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            return Convert.TryFromBase64Chars(text, buffer, out var length) && length >= MinBytes
                ? buffer[..length]
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
