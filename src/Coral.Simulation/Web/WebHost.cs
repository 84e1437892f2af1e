namespace Coral.Simulation.Web;

/// <summary>A host of the modelled web: its line, and whether it lives.</summary>
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

    /// <summary>True until it crashes.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>Cancelled when those who are connected to it have noticed that it is dead.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Ends it, without a word to anybody.</summary>
    public void Die() => IsAlive = false;

    /// <summary>Its connections have been silent for too long.</summary>
    public void Lose() => _lost.Cancel();
}
