using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Rpc;

namespace Coral.Index.Operations;

/// <summary>Renewal and withdrawal of our own values, wherever they are stored.</summary>
internal sealed partial class SloppyHashTable
{
    /// <inheritdoc />
    public async ValueTask RenewAsync(Key key, Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        var own = _published.Publish(key, lease.TimeToLive);
        await Task.WhenAll(own.Places.Select(p => SendAsync(p.Level, p.Node)));

        Task SendAsync(ClusterLevel level, NodeContact node) =>
            _context.Rpc.StoreAsync(
                node,
                new StoreCommand(level, key, lease.Value, lease.TimeToLive, lease.Id, Except: default),
                new StoreAnswer()
            );
    }

    /// <inheritdoc />
    public async ValueTask WithdrawAsync(Key key, CancellationToken cancellationToken)
    {
        if (_published.Withdraw(key) is not { } own)
        {
            return;
        }

        await Task.WhenAll(own.Places.Select(p => SendAsync(p.Level, p.Node)));

        Task SendAsync(ClusterLevel level, NodeContact node) =>
            _context.Rpc.StoreAsync(
                node,
                new StoreCommand(level, key, Value: default, TimeSpan.Zero, LeaseId: null, Except: default),
                new StoreAnswer()
            );
    }
}
