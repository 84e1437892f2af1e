using System.Net;
using System.Text;
using Coral.Caching.Http;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Proxy.Peers.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A node with the network's key that answers peers as a test writes it, true or not.</summary>
internal sealed class HostileMember : IAsyncDisposable
{
    public static readonly NodeId Id = new(Identifier.FromNumber(66));

    private readonly WebApplication _application;

    private HostileMember(WebApplication application)
    {
        _application = application;
    }

    public NodeContact Contact
    {
        get
        {
            var endPoint = IPEndPoint.Parse(new Uri(_application.Urls.First()).Authority);
            return new NodeContact(Id, NodeAddress.From(endPoint), new ServicePorts((ushort)endPoint.Port, 0, 0));
        }
    }

    public static async Task<HostileMember> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var application = builder.Build();
        application.Run(answer);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new HostileMember(application);
    }

    /// <summary>Says <paramref name="words"/> under a good seal, unless told to seal otherwise.</summary>
    public static void Say(HttpContext context, string words, byte[]? key = null, int? sealedStatus = null)
    {
        var headers = context.Response.Headers;
        headers.Date = "Fri, 02 Jan 2026 03:04:05 GMT";
        Assert.True(SealedText.TrySplit(context.Request.Headers[PeerFields.Peer], out _, out var requestSeal));
        headers[PeerFields.Peer] = ResponseSeals.Sign(
            new PeerSeal([key ?? PeerUnderTest.Key]),
            SealTranscript.Response,
            requestSeal,
            sealedStatus ?? context.Response.StatusCode,
            words,
            new FieldList(headers.Select(field => new FieldLine(field.Key, field.Value.ToString())))
        );
    }

    /// <summary>Ends a body with a trailer that says so, true or not.</summary>
    public static void End(HttpContext context, string words, string? digest = null, byte[]? key = null)
    {
        var trailers = context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        var fields = digest is null ? FieldList.Empty : FieldList.Of((PeerFields.ReprDigest, digest));
        if (digest is not null)
        {
            trailers[PeerFields.ReprDigest] = digest;
        }

        Assert.True(SealedText.TrySplit(context.Request.Headers[PeerFields.Peer], out _, out var requestSeal));
        var seal = new PeerSeal([key ?? PeerUnderTest.Key]);
        trailers[PeerFields.Peer] = ResponseSeals.Sign(seal, SealTranscript.End, requestSeal, 0, words, fields);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
