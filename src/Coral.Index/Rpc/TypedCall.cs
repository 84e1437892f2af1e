using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>A request in flight whose response is read into a <typeparamref name="TAnswer"/>.</summary>
internal sealed class TypedCall<TAnswer>(
    ulong transaction,
    NodeContact to,
    MessageType expected,
    TAnswer answer,
    AnswerReader<TAnswer> reader
) : PendingCall(transaction, to, expected)
{
    /// <inheritdoc />
    public override bool TryRead(ref MapReader map) => reader(ref map, answer);
}
