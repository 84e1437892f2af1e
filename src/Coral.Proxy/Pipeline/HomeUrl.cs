using Coral.Caching.Http;

namespace Coral.Proxy.Pipeline;

/// <summary>The URL at its origin for a client that is sent back there.</summary>
/// <remarks>
/// Its query ends in <c>coral-no-serve</c>, CoralCDN's word, by which a publisher's rule does not send the client to
/// Coral again.
/// </remarks>
internal static class HomeUrl
{
    /// <summary>The parameter that marks a client sent back to its origin.</summary>
    public const string NoServe = "coral-no-serve";

    /// <summary>
    /// Names of parameters that sign a query or authorise it, beside those that contain one of the words.
    /// </summary>
    private static readonly string[] Signing =
    [
        "auth",
        "hash",
        "hdnea",
        "hdntl",
        "hdnts",
        "key-pair-id",
        "mac",
        "md5",
        "policy",
        "sig",
        "sign",
        "verify",
    ];

    private static readonly string[] SigningWords = ["signature", "hmac", "token"];

    /// <summary>The URL to send a client to.</summary>
    /// <returns>
    /// <see langword="null"/> where the query looks signed, so that an added parameter would break it, or has the
    /// parameter already: then the origin has sent the client back to us.
    /// </returns>
    public static string? For(CacheKey key)
    {
        var question = key.Target.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
        {
            return $"{key}?{NoServe}";
        }

        foreach (var parameter in key.Target[(question + 1)..].Split('&', ';'))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? parameter : parameter[..equals];
            if (name.Equals(NoServe, StringComparison.OrdinalIgnoreCase) || Signs(name))
            {
                return null;
            }
        }

        return question == key.Target.Length - 1 ? $"{key}{NoServe}" : $"{key}&{NoServe}";
    }

    private static bool Signs(string name) =>
        Signing.Contains(name, StringComparer.OrdinalIgnoreCase)
        || SigningWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
