namespace Coral.Proxy.Origin;

/// <summary>The name of a node to origins, by which it recognises its own requests when they come back.</summary>
/// <remarks>The words are CoralCDN's, so that rules that publishers wrote for it still hold.</remarks>
public sealed class OriginIdentity
{
    /// <summary>The name in <c>User-Agent</c> and <c>Via</c>.</summary>
    public const string AgentName = "CoralWebPrx";

    /// <summary>The name in <c>CDN-Loop</c> (RFC 8586).</summary>
    public const string LoopName = "coral";

    /// <summary>Creates the identity of a node.</summary>
    /// <param name="version">The product's version, <c>0.1.0</c>.</param>
    /// <param name="informationUrl">The page that tells a publisher who requests his pages.</param>
    /// <param name="networkId">The network's public identifier; visible characters without quotes.</param>
    public OriginIdentity(string version, string informationUrl, string networkId)
    {
        ArgumentException.ThrowIfNullOrEmpty(version);
        ArgumentException.ThrowIfNullOrEmpty(informationUrl);
        ArgumentException.ThrowIfNullOrEmpty(networkId);
        if (networkId.AsSpan().ContainsAnyExceptInRange('\x21', '\x7e') || networkId.AsSpan().ContainsAny('"', '\\'))
        {
            throw new ArgumentException(
                "A network id is made of visible characters without quotes.",
                nameof(networkId)
            );
        }

        UserAgent = $"{AgentName}/{version} (+{informationUrl})";
        CdnLoop = $"{LoopName}; net=\"{networkId}\"";
    }

    /// <summary>The value of <c>User-Agent</c>.</summary>
    public string UserAgent { get; }

    /// <summary>The element added to <c>Via</c>.</summary>
    public string Via { get; } = "1.1 " + AgentName;

    /// <summary>The element added to <c>CDN-Loop</c>: a request that carries it has been here before.</summary>
    public string CdnLoop { get; }
}
