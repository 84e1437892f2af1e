using Coral.Dns.Wire;

namespace Coral.Dns.Zones;

/// <summary>The zones that this server is an authority for. Immutable; safe from any thread.</summary>
public sealed class ZoneSet
{
    private readonly Zone[] _zones;

    /// <summary>Makes a set of these zones.</summary>
    public ZoneSet(IEnumerable<Zone> zones) =>
        _zones = [.. zones.OrderByDescending(zone => zone.Apex.Length).ThenBy(zone => zone.Apex.ToString())];

    /// <summary>The zones, those with the longest names first.</summary>
    public ReadOnlySpan<Zone> All => _zones;

    /// <summary>The nearest zone at or above a name.</summary>
    public Zone? Find(ReadOnlySpan<byte> name)
    {
        foreach (var zone in _zones)
        {
            if (WireName.IsAtOrBelow(name, zone.Apex.Wire))
            {
                return zone;
            }
        }

        return null;
    }

    /// <summary>The nearest zone above a name, the one that could delegate it.</summary>
    public Zone? FindAbove(ReadOnlySpan<byte> name)
    {
        foreach (var zone in _zones)
        {
            if (WireName.IsBelow(name, zone.Apex.Wire))
            {
                return zone;
            }
        }

        return null;
    }
}
