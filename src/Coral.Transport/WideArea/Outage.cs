namespace Coral.Transport.WideArea;

/// <summary>How a place stops.</summary>
public enum Outage
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>The process is killed: its connections are reset, new ones refused, its datagrams lost.</summary>
    Killed,

    /// <summary>The machine or its line is gone: nothing comes back, not even a refusal.</summary>
    Gone,
}
