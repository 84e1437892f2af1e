using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index;
using Coral.Node.Hosting;

namespace Coral.Node.Index;

/// <summary>An index node that lives on a loop, for callers on any thread.</summary>
/// <remarks>Requests made before the node has started wait for it.</remarks>
/// <param name="id">The id of the node, known before it runs.</param>
internal sealed class LoopIndex(NodeId id) : IContentIndex, INodeDirectory, INodeCheck
{
    private readonly TaskCompletionSource<IndexNode> _node = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IndexNode? _started;
    private volatile IReadOnlyList<LevelInfo> _levels = [];
    private volatile bool _isStopped;

    /// <summary>The loop.</summary>
    public SerialLoop Loop { get; } = new();

    /// <inheritdoc />
    /// <remarks>The address is empty before the start.</remarks>
    public NodeContact Self => _started?.Contact ?? new(id, default, default);

    /// <inheritdoc />
    public NodeReport Own => _started?.Report ?? default;

    /// <summary>The node has started.</summary>
    public void Start(IndexNode node)
    {
        _started = node;
        _node.SetResult(node);
    }

    /// <summary>
    /// The node ends, or never started: requests from now on, and those that wait for the start, are cancelled.
    /// </summary>
    public void Stop()
    {
        _isStopped = true;
        _node.TrySetCanceled();
    }

    /// <summary>Replaces the snapshot that <see cref="Levels"/> gives. On the loop.</summary>
    public void Observe(IndexNode node) => _levels = node.Directory.Levels();

    /// <inheritdoc />
    public ValueTask<PutResult> PutAsync(
        Key key,
        ReadOnlyMemory<byte> value,
        TimeSpan timeToLive,
        LevelRange levels,
        CancellationToken cancellationToken
    ) =>
        OnLoopAsync(
            node => node.Content.PutAsync(key, value, timeToLive, levels, cancellationToken),
            cancellationToken
        );

    /// <inheritdoc />
    public ValueTask<GetResult> GetAsync(Key key, LevelRange levels, CancellationToken cancellationToken) =>
        OnLoopAsync(node => node.Content.GetAsync(key, levels, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public ValueTask<GetOrPutResult> GetOrPutAsync(
        Key key,
        Lease lease,
        IReadOnlyList<NodeId> except,
        LevelRange levels,
        CancellationToken cancellationToken
    ) =>
        OnLoopAsync(
            node => node.Content.GetOrPutAsync(key, lease, except, levels, cancellationToken),
            cancellationToken
        );

    /// <inheritdoc />
    public ValueTask RenewAsync(Key key, Lease lease, CancellationToken cancellationToken) =>
        OnLoopAsync(node => node.Content.RenewAsync(key, lease, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public ValueTask WithdrawAsync(Key key, CancellationToken cancellationToken) =>
        OnLoopAsync(node => node.Content.WithdrawAsync(key, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<NodeContact>> NodesAsync(
        ClusterLevel level,
        int count,
        IPAddress? target,
        NodeServices services,
        CancellationToken cancellationToken
    ) =>
        OnLoopAsync(
            node => node.Directory.NodesAsync(level, count, target, services, cancellationToken),
            cancellationToken
        );

    /// <inheritdoc />
    public async ValueTask<NodeReport?> CheckAsync(NodeContact contact, CancellationToken cancellationToken)
    {
        try
        {
            var checking = OnLoopAsync(async node => await node.AskAsync(contact), cancellationToken);
            return await checking.AsTask().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    /// <remarks>A snapshot, at most about a second old.</remarks>
    public IReadOnlyList<LevelInfo> Levels() => _levels;

    private async ValueTask OnLoopAsync(Func<IndexNode, ValueTask> work, CancellationToken cancellationToken) =>
        await OnLoopAsync(
            async node =>
            {
                await work(node);
                return true;
            },
            cancellationToken
        );

    private async ValueTask<T> OnLoopAsync<T>(Func<IndexNode, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        var node = await _node.Task.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            return await Loop.RunAsync(() => work(node).AsTask());
        }
        catch (ObjectDisposedException ex) when (_isStopped)
        {
            throw new OperationCanceledException("The index has stopped.", ex);
        }
    }
}
