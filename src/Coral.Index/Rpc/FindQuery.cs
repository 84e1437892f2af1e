using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;

namespace Coral.Index.Rpc;

/// <summary>A find as the caller keeps it: <see cref="FindRequest"/> without the wire.</summary>
internal readonly record struct FindQuery(
    ClusterLevel Level,
    Identifier Target,
    FindMode Mode,
    Key Key,
    ulong LeaseId,
    ReadOnlyMemory<byte> Except
)
{
    public FindRequest ToRequest(int paddingBytes) =>
        new()
        {
            Level = Level,
            Target = Target,
            Mode = Mode,
            Key = Key,
            LeaseId = LeaseId,
            Except = Except.Span,
            PaddingBytes = paddingBytes,
        };
}
