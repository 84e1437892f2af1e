using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers.Wire;

namespace Coral.Proxy.Peers;

/// <summary>Writes requests, and seals them.</summary>
internal sealed class PeerRequestWriter(PeerSeal seal, TimeProvider clock)
{
    /// <summary>The fields that this class writes itself, and those that HTTP/2 does not allow.</summary>
    private static readonly FrozenSet<string> Withheld = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        PeerFields.Peer,
        "Cache-Control",
        "Connection",
        "Content-Length",
        "Expect",
        "Host",
        "If-Range",
        "Keep-Alive",
        "Proxy-Connection",
        "Range",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade"
    );

    private static readonly UriCreationOptions Exact = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Writes a request.</summary>
    /// <param name="target">The endpoint of the peer.</param>
    /// <param name="request">The request to send.</param>
    /// <param name="isSourceQuery">True to request only the name of the peer that the peer follows.</param>
    /// <param name="mac">The seal of the request, which that of the response must cover.</param>
    /// <returns>Nothing when no request line can carry the key.</returns>
    public HttpRequestMessage? Create(IPEndPoint target, PeerRequest request, bool isSourceQuery, out byte[] mac)
    {
        mac = [];
        var key = request.Request.Key;
        if (
            !OriginUrl.TryParse(key.Origin, out var origin)
            || !origin.TryCombine(key.Target, out _)
            || !Uri.TryCreate($"http://{target}{key.Target}", Exact, out var uri)
        )
        {
            return null;
        }

        var message = new HttpRequestMessage(request.Request.IsHead ? HttpMethod.Head : HttpMethod.Get, uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Headers.TryAddWithoutValidation("Host", origin.Authority);
        var fields = AddFields(message, request);
        var signed = new PeerRequestFields(
            clock.GetUtcNow(),
            request.From,
            origin.IsSecure,
            request.IsRelay,
            isSourceQuery
        ).Write();
        mac = Seal(message.Method.Method, origin.Authority, key.Target, signed, fields);
        message.Headers.TryAddWithoutValidation(PeerFields.Peer, SealedText.Join(signed, mac));
        return message;
    }

    /// <summary>The seal of a request.</summary>
    internal byte[] Seal(string method, string authority, string target, string signed, FieldList fields)
    {
        var mac = new byte[PeerSeal.Length];
        var transcript = new SealTranscript(SealTranscript.Request);
        try
        {
            transcript.Add(method);
            transcript.Add(authority);
            transcript.Add(target);
            transcript.Add(signed);
            transcript.Add(fields);
            seal.Sign(transcript.Bytes, mac);
        }
        finally
        {
            transcript.Dispose();
        }

        return mac;
    }

    /// <summary>Adds the requester's fields and those that make it a request.</summary>
    /// <returns>The fields as they will be sent.</returns>
    private static FieldList AddFields(HttpRequestMessage message, PeerRequest request)
    {
        var clientFields = request.Request.Fields;
        var sent = new List<FieldLine>(clientFields.Count + 3);
        foreach (var line in clientFields.Lines)
        {
            if (!Withheld.Contains(line.Name))
            {
                Add(line.Name, line.Value);
            }
        }

        Add(
            "Cache-Control",
            clientFields.Get("Cache-Control") is { } directives ? $"{directives}, {OnlyIfCached}" : OnlyIfCached
        );
        if (request.Offset > 0)
        {
            Add("Range", string.Create(CultureInfo.InvariantCulture, $"bytes={request.Offset}-"));
        }

        if (request is { Offset: > 0, Validator: { } validator })
        {
            Add("If-Range", validator);
        }

        return new FieldList(sent);

        // Refused, and so left out, are names that are no names, and fields of a content that a GET has not. The
        // framework writes line breaks in values as they are: a value could add fields of its own.
        void Add(string name, string value)
        {
            if (!value.AsSpan().ContainsAny('\r', '\n', '\0') && message.Headers.TryAddWithoutValidation(name, value))
            {
                sent.Add(new FieldLine(name, value));
            }
        }
    }

    private const string OnlyIfCached = PeerFields.OnlyIfCached;
}
