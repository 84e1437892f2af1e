using System.Net;
using Coral.Lab.Network;

namespace Coral.Lab.Naming;

/// <summary>Clients that query live servers all the time, each host and each server in turn.</summary>
public sealed class NameCrowd : IAsyncDisposable
{
    /// <summary>Names that they ask for.</summary>
    public const int Hosts = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _asking;

    /// <summary>Starts the clients' queries.</summary>
    /// <param name="lab">The lab whose name servers are asked.</param>
    /// <param name="servers">The nodes that are asked while they are up; they answer DNS.</param>
    /// <param name="places">An address for each client.</param>
    public NameCrowd(
        LabNetwork lab,
        IReadOnlyList<LabNode> servers,
        IReadOnlyList<IPAddress> places,
        TimeProvider clock
    )
    {
        _clock = clock;
        Log = new NameLog(clock);
        _asking = Task.WhenAll(
            places.Select((place, number) => QueryAsync(new NameClient(lab, place, clock), servers, number))
        );
    }

    /// <summary>The answers so far.</summary>
    public NameLog Log { get; }

    /// <summary>Waits until the answers meet a condition.</summary>
    public async Task UntilAsync(Func<NameLog, bool> isSuch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isSuch);
        while (!isSuch(Log))
        {
            await Task.Delay(Pause, _clock, cancellationToken);
            if (_asking.IsCompleted)
            {
                await _asking;
            }
        }
    }

    /// <summary>Stops the clients' queries.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        _stop.Dispose();
    }

    private async Task QueryAsync(NameClient client, IReadOnlyList<LabNode> servers, int number)
    {
        try
        {
            for (var turn = number; ; turn++)
            {
                await Task.Delay(Pause, _clock, _stop.Token);
                var living = servers.Where(server => server.IsUp).ToList();

                // A server is asked for one host after the other, not for the same ones again and again.
                var (server, host) = (living[turn % living.Count], $"www{turn / living.Count % Hosts}.example.com");
                if (await client.QueryAsync(server, host, _stop.Token) is { } answer)
                {
                    Log.Add(answer);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to stop.
        }
    }
}
