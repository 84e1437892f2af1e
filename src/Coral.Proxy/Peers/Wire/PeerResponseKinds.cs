namespace Coral.Proxy.Peers.Wire;

/// <summary>The words and the status codes of <see cref="PeerResponseKind"/>.</summary>
internal static class PeerResponseKinds
{
    /// <summary>The token on the wire.</summary>
    public static string Token(PeerResponseKind kind) =>
        kind switch
        {
            PeerResponseKind.Here => "here",
            PeerResponseKind.NotHere => "not-here",
            PeerResponseKind.Full => "full",
            PeerResponseKind.Failed => "failed",
            PeerResponseKind.Source => "source",
            _ => "clock",
        };

    /// <summary>The status of the message; that of an object that is here is its own.</summary>
    public static int Status(PeerResponseKind kind) =>
        kind switch
        {
            PeerResponseKind.Here => 200,
            PeerResponseKind.NotHere => 504,
            PeerResponseKind.Full => 503,
            PeerResponseKind.Failed => 502,
            PeerResponseKind.Source => 204,
            _ => 403,
        };

    /// <summary>Reads a token.</summary>
    public static PeerResponseKind? Parse(ReadOnlySpan<char> token) =>
        token switch
        {
            "here" => PeerResponseKind.Here,
            "not-here" => PeerResponseKind.NotHere,
            "full" => PeerResponseKind.Full,
            "failed" => PeerResponseKind.Failed,
            "source" => PeerResponseKind.Source,
            "clock" => PeerResponseKind.Clock,
            _ => null,
        };
}
