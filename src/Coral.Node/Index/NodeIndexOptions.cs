using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net;
using Coral.Node.Configuration;

namespace Coral.Node.Index;

/// <summary>The address of a node's index, and its network.</summary>
/// <remarks>The index's own record, <see cref="Coral.Index.Options.IndexOptions"/>, binds the same section.</remarks>
public sealed record NodeIndexOptions : IValidatableObject
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:Index";

    /// <summary>The address of the index, in UDP.</summary>
    /// <value>127.0.0.1:7400 by default. Port 0 takes a free one; <c>[::]:P</c> takes IPv4 too.</value>
    public IPEndPoint Listen { get; set; } = new(IPAddress.Loopback, 7400);

    /// <summary>Nodes through which the network is found; one that answers is enough.</summary>
    /// <value>
    /// None by default: the node is a network of one, or finds those it knew before its restart. A host name is
    /// resolved at every attempt.
    /// </value>
    public IReadOnlyList<HostPort> Join { get; set; } = [];

    /// <summary>The file with the network's key. All nodes of a network share it; others get no response.</summary>
    /// <value>None by default: the network is one of loopback addresses.</value>
    [Description("a file")]
    public string? NetworkKey { get; set; }

    /// <summary>
    /// True if a network without a key may reach beyond this machine: then anybody can join it, and lie in it.
    /// </summary>
    /// <value>false by default.</value>
    public bool Open { get; set; }

    /// <summary>The network is this machine's own.</summary>
    internal bool IsLoopbackOnly => NetworkKey is null && !Open;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (NetworkKey is not null && Open)
        {
            yield return new ValidationResult("a network with a key is not open", [nameof(Open)]);
        }

        if (IsLoopbackOnly && !IPAddress.IsLoopback(Listen.Address))
        {
            yield return new ValidationResult(Beyond(Listen), [nameof(Listen)]);
        }

        // The addresses of a host name are judged when it is resolved.
        if (IsLoopbackOnly && Join.FirstOrDefault(node => node.Address is { IsLoopback: false }) is { } far)
        {
            yield return new ValidationResult(Beyond(far), [nameof(Join)]);
        }
    }

    private static string Beyond(object endPoint) =>
        $"{endPoint} is not a loopback address, and a network without a key stays on this machine; "
        + "give the key's file with --network-key, or set Coral:Index:Open";
}
