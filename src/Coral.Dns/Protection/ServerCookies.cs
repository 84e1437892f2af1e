using System.Buffers.Binary;
using System.Security.Cryptography;
using Coral.Core.Identity;
using Coral.Core.Network;

namespace Coral.Dns.Protection;

/// <summary>The server's half of DNS cookies, which validates a client's address: made and checked.</summary>
/// <remarks>
/// RFC 9018, section 4:
/// <code>
/// version (1) | reserved (3) | seconds since 1970 (4) | SipHash-2-4 (8)
/// </code>
/// the hash over client cookie, the first eight bytes and the client's address. A secret makes cookies for a day;
/// the one before stays valid. Safe from any thread.
/// </remarks>
internal sealed class ServerCookies
{
    /// <summary>Length of the server's half, in bytes.</summary>
    public const int Bytes = 16;

    /// <summary>The time for which a secret makes cookies.</summary>
    public static readonly TimeSpan SecretLifetime = TimeSpan.FromDays(1);

    private const int ClientBytes = 8;
    private const int MaxAge = 3600,
        MaxAhead = 300;

    private readonly ITokenSource _tokens;
    private Secrets _secrets;

    public ServerCookies(ITokenSource tokens, DateTimeOffset now)
    {
        _tokens = tokens;
        var secret = Draw();
        _secrets = new Secrets(secret, secret, now);
    }

    /// <summary>Changes the secret when its time is over.</summary>
    public void Refresh(DateTimeOffset now)
    {
        var present = Volatile.Read(ref _secrets);
        if (now - present.Since >= SecretLifetime)
        {
            Volatile.Write(ref _secrets, new Secrets(Draw(), present.Now, now));
        }
    }

    /// <summary>Makes the server's half.</summary>
    public void Write(ReadOnlySpan<byte> client, in NodeAddress address, DateTimeOffset now, Span<byte> server)
    {
        BinaryPrimitives.WriteUInt32BigEndian(server, 0x0100_0000);
        BinaryPrimitives.WriteUInt32BigEndian(server[4..], (uint)now.ToUnixTimeSeconds());
        Seal(Volatile.Read(ref _secrets).Now, client, address, server[..8], server[8..]);
    }

    /// <summary>True for a server's half that this server made, for this client, within the hour.</summary>
    public bool IsValid(
        ReadOnlySpan<byte> client,
        ReadOnlySpan<byte> server,
        in NodeAddress address,
        DateTimeOffset now
    )
    {
        if (server.Length != Bytes || server[0] != 1)
        {
            return false;
        }

        // Serial number arithmetic (RFC 1982), as RFC 9018 demands.
        var age = (int)((uint)now.ToUnixTimeSeconds() - BinaryPrimitives.ReadUInt32BigEndian(server[4..]));
        if (age is > MaxAge or < -MaxAhead)
        {
            return false;
        }

        var secrets = Volatile.Read(ref _secrets);
        return Fits(secrets.Now, client, server, address) || Fits(secrets.Before, client, server, address);
    }

    private static bool Fits(SipHash secret, ReadOnlySpan<byte> client, ReadOnlySpan<byte> server, NodeAddress address)
    {
        Span<byte> expected = stackalloc byte[8];
        Seal(secret, client, address, server[..8], expected);
        return CryptographicOperations.FixedTimeEquals(expected, server[8..]);
    }

    private static void Seal(
        SipHash secret,
        ReadOnlySpan<byte> client,
        in NodeAddress address,
        ReadOnlySpan<byte> front,
        Span<byte> seal
    )
    {
        Span<byte> text = stackalloc byte[ClientBytes + 8 + 16];
        client[..ClientBytes].CopyTo(text);
        front.CopyTo(text[ClientBytes..]);
        address.WriteAddress(text[(ClientBytes + 8)..]);
        var hash = secret.Hash(text[..(ClientBytes + 8 + address.AddressLength)]);
        BinaryPrimitives.WriteUInt64LittleEndian(seal, hash);
    }

    private SipHash Draw()
    {
        Span<byte> key = stackalloc byte[SipHash.KeyBytes];
        _tokens.Fill(key);
        return SipHash.WithKey(key);
    }

    /// <summary>The secret in use since a date, and the one before.</summary>
    private sealed record Secrets(SipHash Now, SipHash Before, DateTimeOffset Since);
}
