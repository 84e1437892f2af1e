using Coral.Index.Messages;

namespace Coral.Index.Rpc;

/// <summary>The content of a pong.</summary>
internal sealed class PingAnswer
{
    public bool Disowns { get; set; }

    public NodeHealth? Health { get; set; }
}
