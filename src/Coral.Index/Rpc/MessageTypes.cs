using Coral.Index.Events;
using Coral.Index.Messages;

namespace Coral.Index.Rpc;

/// <summary>The operations that messages belong to.</summary>
internal static class MessageTypes
{
    /// <summary>The operation of a request or of its response.</summary>
    public static RpcType ToRpcType(this MessageType type) => (RpcType)((int)type >> 1);
}
