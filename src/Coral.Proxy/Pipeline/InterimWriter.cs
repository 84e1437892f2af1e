using System.Buffers;
using System.Globalization;
using System.Text;
using Coral.Caching.Http;
using Coral.Core.Names;

namespace Coral.Proxy.Pipeline;

/// <summary>Sends interim responses to clients of HTTP/1.1 (RFC 9110, section 15.2; RFC 8297).</summary>
/// <remarks>
/// The server has no hook for them. Before a response has begun nobody writes to an HTTP/1.1 connection but the request
/// in hand, so that they can be written past the server, into the connection's own pipe. HTTP/2 has no such gap.
/// </remarks>
internal sealed class InterimWriter(OwnNameFields ownNames)
{
    /// <summary>The bytes of one interim response; a longer one is dropped, so that the pipe never fills.</summary>
    public const int MaxBytes = 4096;

    /// <summary>True if the client of this request can be sent interim responses.</summary>
    public static bool CanReach(RequestContext context) => context.IsHttp11 && context.Transport is not null;

    /// <summary>Sends one.</summary>
    public async Task WriteAsync(
        RequestContext context,
        CoralizedName name,
        ResponseHead interim,
        CancellationToken cancellationToken
    )
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {interim.Status} {Reason(interim.Status)}\r\n");
        foreach (var line in EndToEndFields.OfResponse(interim.Fields, context.Now).Lines)
        {
            if (!line.Is("Content-Length") && ownNames.Rewrite(context, name, line) is { } value)
            {
                text.Append(CultureInfo.InvariantCulture, $"{line.Name}: {value}\r\n");
            }
        }

        text.Append("\r\n");
        if (text.Length <= MaxBytes && !context.HasStarted && context.Transport is { } transport)
        {
            transport.Output.Write(Encoding.Latin1.GetBytes(text.ToString()));
            await transport.Output.FlushAsync(cancellationToken);
        }
    }

    private static string Reason(int status) =>
        status switch
        {
            102 => "Processing",
            103 => "Early Hints",
            104 => "Upload Resumption Supported",
            _ => "Interim",
        };
}
