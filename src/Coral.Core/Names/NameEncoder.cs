namespace Coral.Core.Names;

/// <summary>Spells origins. Every name it gives, <see cref="NameDecoder"/> reads as the same origin.</summary>
internal sealed class NameEncoder(NameTerritory territory, IHashedHosts hashedHosts)
{
    /// <summary>The host name of an origin in a form; nothing where the form cannot hold it.</summary>
    public string? Encode(OriginAuthority authority, NameForm form, string? zone) =>
        form switch
        {
            NameForm.Exact => authority.Port is null && territory.Serves(authority.Host) ? authority.Host : null,
            _ when zone is null => null,
            NameForm.Suffix => Under(zone, SuffixForm.Encode(authority)),
            NameForm.OneLabel => OneLabel(authority, zone) ?? Hash(authority, zone),
            _ => Hash(authority, zone),
        };

    /// <summary>True if the hash label is this origin's canonical one-label name in the zone.</summary>
    public bool NeedsHash(OriginAuthority authority, string zone) => OneLabel(authority, zone) is null;

    // A pinned host of a single label has the first claim on its own name: "my-host" is not my.host then.
    private string? OneLabel(OriginAuthority authority, string zone) =>
        OneLabelCodec.Encode(authority) is { } label && (!territory.Serves(label) || IsItself(authority, label))
            ? Under(zone, label)
            : null;

    private static bool IsItself(OriginAuthority authority, string label) =>
        authority.Port is null && authority.Host == label;

    private string? Hash(OriginAuthority authority, string zone)
    {
        var name = Under(zone, HashLabel.Of(authority));
        if (name is not null)
        {
            hashedHosts.Learn(authority);
        }

        return name;
    }

    // Not when the name is a declared site's own, a zone's, or lies under a longer zone, and so means something else.
    private string? Under(string zone, string left)
    {
        var name = $"{left}.{zone}";
        return
            name.Length <= HostRules.MaxNameLength
            && !territory.Serves(name)
            && !territory.IsZone(name)
            && territory.ZoneAbove(name) == zone
            ? name
            : null;
    }
}
