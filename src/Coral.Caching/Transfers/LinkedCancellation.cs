namespace Coral.Caching.Transfers;

/// <summary>A cancellation that comes with a fetch's, or alone before it. Safe for concurrent use.</summary>
/// <remarks>
/// Unlike a linked <see cref="CancellationTokenSource"/> it may be cancelled after it was disposed, which only cuts its
/// link to the fetch.
/// </remarks>
internal sealed class LinkedCancellation : IDisposable
{
#pragma warning disable CA2213 // Without timer or link there is nothing to dispose.
    private readonly CancellationTokenSource _source = new();
#pragma warning restore CA2213
    private readonly CancellationTokenRegistration _link;

    public LinkedCancellation(CancellationToken fetch) => _link = fetch.Register(_source.Cancel);

    public CancellationToken Token => _source.Token;

    public void Cancel() => _source.Cancel();

    public void Dispose() => _link.Dispose();
}
