using System.Globalization;
using Coral.Caching.Http;
using Coral.Proxy.Fields;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers.Wire;

namespace Coral.Proxy.Peers;

/// <summary>Reads a response's status and header: of the message, and of the representation that it carries.</summary>
internal static class PeerHeaders
{
    /// <summary>All fields as received.</summary>
    public static FieldList FieldsOf(HttpResponseMessage response) =>
        HeaderFields.From(response.Headers.NonValidated, response.Content.Headers.NonValidated);

    /// <summary>The fields of a trailer.</summary>
    public static FieldList TrailerOf(HttpResponseMessage response) =>
        HeaderFields.From(response.TrailingHeaders.NonValidated);

    /// <summary>
    /// Status and header as the message has them, without what makes it a response; nothing when it is none.
    /// </summary>
    public static ResponseHead? Read(UnverifiedResponse reply, DateTimeOffset now) =>
        ResponseHeads.Read(reply.Response, reply.Request.Request.IsHead, now, out var head, out _) is null
            ? head! with
            {
                Fields = head.Fields.Without(IsOfTheMessage),
            }
            : null;

    /// <summary>The representation's own status, and its length where that is known.</summary>
    public static ResponseHead Whole(ResponseHead message, int status, long? length) =>
        new(
            status,
            length is { } bytes
                ? message.Fields.With("Content-Length", bytes.ToString(CultureInfo.InvariantCulture))
                : message.Fields
        );

    private static bool IsOfTheMessage(FieldLine line) => line.Is(PeerFields.Peer) || line.Is("Content-Length");
}
