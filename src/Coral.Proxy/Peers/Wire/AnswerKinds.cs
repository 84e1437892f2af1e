namespace Coral.Proxy.Peers.Wire;

/// <summary>The words and the status codes of <see cref="AnswerKind"/>.</summary>
internal static class AnswerKinds
{
    /// <summary>The token on the wire.</summary>
    public static string Token(AnswerKind kind) =>
        kind switch
        {
            AnswerKind.Here => "here",
            AnswerKind.NotHere => "not-here",
            AnswerKind.Full => "full",
            AnswerKind.Failed => "failed",
            AnswerKind.Source => "source",
            _ => "clock",
        };

    /// <summary>The status of the message; that of an object that is here is its own.</summary>
    public static int Status(AnswerKind kind) =>
        kind switch
        {
            AnswerKind.Here => 200,
            AnswerKind.NotHere => 504,
            AnswerKind.Full => 503,
            AnswerKind.Failed => 502,
            AnswerKind.Source => 204,
            _ => 403,
        };

    /// <summary>Reads a token.</summary>
    public static AnswerKind? Parse(ReadOnlySpan<char> token) =>
        token switch
        {
            "here" => AnswerKind.Here,
            "not-here" => AnswerKind.NotHere,
            "full" => AnswerKind.Full,
            "failed" => AnswerKind.Failed,
            "source" => AnswerKind.Source,
            "clock" => AnswerKind.Clock,
            _ => null,
        };
}
