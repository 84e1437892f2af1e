using System.Net;
using Coral.Core.Index;

namespace Coral.Index.Clusters;

/// <summary>Leaves this node's contact in the index for its neighbours, and meets those who have left theirs.</summary>
/// <remarks>
/// Half an hour after half an hour: (1) trace the gateways; (2) get what others left under the same keys; (3) meet them: once
/// measured, their clusters are candidates like any others; (4) put our own contact there for an hour. What is found is
/// hearsay: only an exchange makes it a contact. Owned by the node's loop.
/// </remarks>
/// <param name="self">The contact to leave.</param>
/// <param name="index">Where.</param>
/// <param name="trace">Finds the routers on this node's first hops, nearest first; nobody where that is not possible.</param>
/// <param name="meet">Talks to nodes, and measures them.</param>
/// <param name="clock">The node's time.</param>
internal sealed class HintKeeper(
    NodeContact self,
    IContentIndex index,
    Func<CancellationToken, Task<IReadOnlyList<IPAddress>>> trace,
    Func<IReadOnlyList<NodeContact>, Task> meet,
    TimeProvider clock
)
{
    /// <summary>How long a hint stands.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    /// <summary>Exchanges until told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Not before the node has had time to join: alone, it would ask and tell only itself.
            await Task.Delay(TimeToLive / 120, clock, cancellationToken);
            while (true)
            {
                await ExchangeAsync(cancellationToken);
                await Task.Delay(TimeToLive / 2, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop: the hints run out by themselves.
        }
    }

    /// <summary>Reads and leaves hints once.</summary>
    public async Task ExchangeAsync(CancellationToken cancellationToken)
    {
        var gateways = await trace(cancellationToken);
        var value = new Pointer(self, PointerFlags.None, Digest: default, Length: 0).Encode();
        foreach (var key in HintKeys.Of(self.Address.ToIPAddress(), gateways))
        {
            var found = await index.GetAsync(key, LevelRange.All, cancellationToken);
            var others = found
                .Values.Select(hint => Pointer.TryDecode(hint.Bytes.Span)?.Contact)
                .OfType<NodeContact>()
                .Where(other => other.Id != self.Id)
                .ToList();
            await meet(others);
            await index.PutAsync(key, value, TimeToLive, LevelRange.All, cancellationToken);
        }
    }
}
