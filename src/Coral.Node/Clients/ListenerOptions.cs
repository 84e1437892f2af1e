using System.ComponentModel.DataAnnotations;
using System.Net;
using Coral.Node.Configuration;

namespace Coral.Node.Clients;

/// <summary>The addresses on which clients are served.</summary>
public sealed record ListenerOptions : IValidatableObject
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral";

    /// <summary>Addresses on which HTTP/1.1 is served without TLS.</summary>
    /// <value>127.0.0.1:8080 by default. Port 0 takes a free one; <c>[::]:P</c> takes IPv4 too.</value>
    [MinLength(1)]
    public IReadOnlyList<IPEndPoint> Http { get; set; } = [new(IPAddress.Loopback, 8080)];

    /// <summary>The address of HTTP/2 without TLS, by prior knowledge; it needs a port of its own.</summary>
    /// <value>Off by default.</value>
    public IPEndPoint? Http2 { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var endpoint in Repetition.In(Http.Where(endpoint => endpoint.Port != 0)))
        {
            yield return new ValidationResult($"{endpoint} is named twice", [nameof(Http)]);
        }

        if (Http2 is { Port: not 0 } && Http.Contains(Http2))
        {
            yield return new ValidationResult(
                $"{Http2} serves HTTP/1.1 already; HTTP/2 without TLS needs a port of its own",
                [nameof(Http2)]
            );
        }
    }
}
