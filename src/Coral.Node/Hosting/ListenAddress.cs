using System.Net;
using Coral.Core.Index;

namespace Coral.Node.Hosting;

/// <summary>One address that a part of a node listens on, and the line that tells it at the start.</summary>
/// <param name="Flag">The flag of <c>coral run</c> that sets the address, by which it is found.</param>
/// <param name="EndPoint">The address, with the port that the part got.</param>
public sealed record ListenAddress(string Flag, IPEndPoint EndPoint)
{
    /// <summary>The line that tells the address to the person who starts the node.</summary>
    public required string Line { get; init; }

    /// <summary>The position of the line among those of the other parts; the lowest comes first.</summary>
    public required int Place { get; init; }

    /// <summary>
    /// The service that is advertised to other nodes; <see cref="NodeServices.None"/> for none.
    /// </summary>
    public NodeServices Service { get; init; }
}
