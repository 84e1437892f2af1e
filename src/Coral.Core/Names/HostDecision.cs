namespace Coral.Core.Names;

/// <summary>The decision on a request by its Host field. Immutable; shared between requests.</summary>
public sealed class HostDecision
{
    private HostDecision(HostKind kind, CoralizedName? name, NamePlace? place, NameFault? fault)
    {
        Kind = kind;
        Name = name;
        Place = place;
        Fault = fault;
    }

    public HostKind Kind { get; }

    /// <summary>
    /// The name to serve, or to redirect to; there with <see cref="HostKind.Coralized"/> and <see
    /// cref="HostKind.Redirect"/>.
    /// </summary>
    public CoralizedName? Name { get; }

    /// <summary>
    /// The client's side: its scheme, zone and port. Set unless <see cref="HostKind.NotOurs"/> or the field was
    /// unreadable.
    /// </summary>
    public NamePlace? Place { get; }

    /// <summary>The problem; set with <see cref="HostKind.NotOurs"/> and <see cref="HostKind.Refused"/>.</summary>
    public NameFault? Fault { get; }

    internal static HostDecision Serve(CoralizedName name) => new(HostKind.Coralized, name, name.Place, fault: null);

    internal static HostDecision RedirectTo(CoralizedName name) =>
        new(HostKind.Redirect, name, name.Place, fault: null);

    internal static HostDecision Landing(NamePlace place) => new(HostKind.BareZone, name: null, place, fault: null);

    internal static HostDecision NotOurs(NameFault fault) => new(HostKind.NotOurs, name: null, place: null, fault);

    internal static HostDecision Refuse(NamePlace? place, NameFault fault) =>
        new(HostKind.Refused, name: null, place, fault);
}
