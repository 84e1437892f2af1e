using System.Net;

namespace Coral.Proxy.Origin;

/// <summary>Connects to the first of several addresses that accepts, in their order (after RFC 8305).</summary>
/// <remarks>
/// Each address gets a head start of 250 ms before the next one is tried beside it; one that fails hands over at once.
/// A host with many addresses does not make us knock at all of them: <see cref="MaxAddresses"/>.
/// </remarks>
internal sealed class AddressRace(ISocketConnector connector, TimeProvider clock)
{
    /// <summary>The most addresses tried for one connection.</summary>
    public const int MaxAddresses = 6;

    /// <summary>
    /// The time for which one address is tried alone (RFC 8305, section 5: connection attempt delay).
    /// </summary>
    public static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    /// <summary>Connects to one of <paramref name="endPoints"/>.</summary>
    /// <returns><see langword="null"/> when none of them accepts.</returns>
    public async Task<Stream?> ConnectAsync(IReadOnlyList<IPEndPoint> endPoints, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = new Queue<IPEndPoint>(endPoints.Take(MaxAddresses));
        var running = new List<Task<Stream?>>();
        try
        {
            while (waiting.Count > 0 || running.Count > 0)
            {
                if (waiting.TryDequeue(out var endPoint))
                {
                    running.Add(connector.ConnectAsync(endPoint, ended.Token));
                }

                var first = await FirstToEndAsync(running, waiting.Count > 0, ended.Token);
                if (first is null)
                {
                    continue;
                }

                running.Remove(first);
                if (await first is { } stream)
                {
                    return stream;
                }
            }

            return null;
        }
        finally
        {
            await ended.CancelAsync();
            foreach (var late in running)
            {
                _ = DisposeAsync(late);
            }
        }
    }

    /// <summary>Waits for an attempt to end or, while others wait for their turn, for the head start to pass.</summary>
    /// <returns>The attempt that ended; <see langword="null"/> when it is the next one's turn.</returns>
    private async Task<Task<Stream?>?> FirstToEndAsync(
        List<Task<Stream?>> running,
        bool othersWait,
        CancellationToken cancellationToken
    )
    {
        var first = othersWait
            ? await Task.WhenAny(running.Append(Task.Delay(HeadStart, clock, cancellationToken)))
            : await Task.WhenAny(running);
        cancellationToken.ThrowIfCancellationRequested();
        return first as Task<Stream?>;
    }

    private static async Task DisposeAsync(Task<Stream?> late)
    {
        try
        {
            if (await late is { } stream)
            {
                await stream.DisposeAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Cancelled because another address connected first.
        }
    }
}
