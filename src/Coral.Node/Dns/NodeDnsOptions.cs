using System.ComponentModel.DataAnnotations;
using System.Net;
using Coral.Dns.Configuration;
using Coral.Node.Configuration;

namespace Coral.Node.Dns;

/// <summary>The addresses of a node's DNS server.</summary>
/// <remarks>The server's own record, <see cref="DnsOptions"/>, binds the same section.</remarks>
public sealed record NodeDnsOptions : IValidatableObject
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = DnsOptions.SectionName;

    /// <summary>The addresses DNS is answered on, over UDP and TCP alike.</summary>
    /// <value>127.0.0.1:5300 by default. Port 0 takes a free one; <c>[::]:P</c> takes IPv4 too.</value>
    [MinLength(1)]
    public IReadOnlyList<IPEndPoint> Listen { get; set; } = [new(IPAddress.Loopback, 5300)];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var endpoint in Repetition.In(Listen.Where(endpoint => endpoint.Port != 0)))
        {
            yield return new ValidationResult($"{endpoint} is named twice", [nameof(Listen)]);
        }
    }
}
