using Coral.Dns.Wire;

namespace Coral.Node.Tests.Diagnosis;

/// <summary>What a scripted name server answers.</summary>
/// <param name="Code">How it ended.</param>
/// <param name="IsAuthoritative">Whether it says that it is an authority.</param>
/// <param name="Records">The records, in the order of their sections.</param>
internal sealed record ScriptedAnswer(
    ResponseCode Code,
    bool IsAuthoritative,
    params IReadOnlyList<(Section Section, string Owner, RecordType Type, byte[] Data)> Records
)
{
    /// <summary>The time in its cookie; without one it gives none.</summary>
    public DateTimeOffset? CookieTime { get; init; }

    /// <summary>Whether it says that it did not fit.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Whether a datagram with another id comes first.</summary>
    public bool IsAfterAForgery { get; init; }

    public static byte[] Name(string name) => [.. DnsName.Parse(name).Wire];

    public static byte[] Start(string primary, uint serial) =>
        [
            .. Name(primary),
            .. Name("hostmaster.test"),
            (byte)(serial >> 24),
            (byte)(serial >> 16),
            (byte)(serial >> 8),
            (byte)serial,
            .. new byte[16],
        ];
}
