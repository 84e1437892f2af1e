namespace Coral.Caching.Sources;

/// <summary>Ends the following of one source: with the fetch, or alone. Safe for concurrent use.</summary>
/// <remarks>May be given at any time, after the end too: it holds nothing but its link to the fetch.</remarks>
internal sealed class StopSignal : IDisposable
{
#pragma warning disable CA2213 // Without timer or link there is nothing to dispose.
    private readonly CancellationTokenSource _source = new();
#pragma warning restore CA2213
    private readonly CancellationTokenRegistration _link;

    public StopSignal(CancellationToken fetch) => _link = fetch.Register(_source.Cancel);

    public CancellationToken Token => _source.Token;

    public void Give() => _source.Cancel();

    public void Dispose() => _link.Dispose();
}
