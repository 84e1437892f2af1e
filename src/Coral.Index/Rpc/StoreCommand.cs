using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;

namespace Coral.Index.Rpc;

/// <summary>A store as the requester keeps it: <see cref="StoreRequest"/> before it is encoded.</summary>
internal sealed record StoreCommand(
    ClusterLevel Level,
    Key Key,
    ReadOnlyMemory<byte> Value,
    TimeSpan TimeToLive,
    ulong? LeaseId,
    ReadOnlyMemory<byte> Except
)
{
    public StoreRequest ToRequest() =>
        new()
        {
            Level = Level,
            Key = Key,
            Value = Value.Span,
            TimeToLive = TimeToLive,
            LeaseId = LeaseId,
            Except = Except.Span,
        };
}
