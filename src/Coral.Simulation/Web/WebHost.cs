namespace Coral.Simulation.Web;

/// <summary>A host of the modelled web, with its access line, which runs until it crashes.</summary>
#pragma warning disable CA1001 // A source without timer or link holds nothing, and may be cancelled after the end.
internal sealed class WebHost(int place, AccessLine up, AccessLine down)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _lost = new();

    /// <summary>The host's number on the map.</summary>
    public int Place => place;

    /// <summary>The line that it sends over.</summary>
    public AccessLine Up => up;

    /// <summary>The line that it receives over.</summary>
    public AccessLine Down => down;

    /// <summary>True until the host crashes.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>Cancelled when the hosts connected to it have noticed its crash.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Crashes the host, without notice to others.</summary>
    public void Die() => IsAlive = false;

    /// <summary>Breaks the host's connections, which have been silent for too long.</summary>
    public void Lose() => _lost.Cancel();
}
