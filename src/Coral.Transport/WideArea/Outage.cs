namespace Coral.Transport.WideArea;

/// <summary>The ways in which a site fails.</summary>
public enum Outage
{
    /// <summary>The site works.</summary>
    None,

    /// <summary>A killed process: its connections are reset, new ones refused, its datagrams lost.</summary>
    Killed,

    /// <summary>A machine or link that is gone: there is no response, not even a refusal.</summary>
    Gone,
}
