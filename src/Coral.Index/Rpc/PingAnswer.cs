using Coral.Index.Messages;

namespace Coral.Index.Rpc;

/// <summary>The decoded response to a ping.</summary>
internal sealed class PingAnswer
{
    public bool Disowns { get; set; }

    public NodeHealth? Health { get; set; }
}
