using System.Net;
using System.Net.Sockets;

namespace Coral.Proxy.Origin;

/// <summary>The operating system's resolver, which also orders the addresses (RFC 6724).</summary>
/// <remarks>
/// It takes a thread for as long as it takes, up to half a minute for a name whose servers are silent. So it has
/// threads of its own, and a bound on them: names that strangers choose would else stop everything that the pool's
/// threads do.
/// </remarks>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for holds nothing.
public sealed class SystemHostResolver : IHostResolver
#pragma warning restore CA1001
{
    /// <summary>Most names resolved at a time, a thread each; others wait.</summary>
    public const int MaxThreads = 32;

    private readonly Func<string, IPAddress[]> _resolve;
    private readonly SemaphoreSlim _threads = new(MaxThreads);

    /// <summary>Creates a resolver without threads.</summary>
    public SystemHostResolver()
        : this(Dns.GetHostAddresses) { }

    /// <summary>Creates a resolver that asks <paramref name="resolve"/> instead of the system.</summary>
    internal SystemHostResolver(Func<string, IPAddress[]> resolve) => _resolve = resolve;

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        await _threads.WaitAsync(cancellationToken);
        var resolving = Task.Factory.StartNew(
            () => ResolveOnThread(host),
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default
        );
        return await resolving.WaitAsync(cancellationToken);
    }

    private IPAddress[] ResolveOnThread(string host)
    {
        try
        {
            return _resolve(host);
        }
        catch (SocketException)
        {
            return [];
        }
        finally
        {
            _threads.Release();
        }
    }
}
