using System.Net;
using Coral.Core.Network;
using Coral.Core.Time;
using Coral.Dns.Queries;
using Coral.Dns.Redirection;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <summary>Explanations of answers, for allowed addresses and the admin API.</summary>
internal sealed class Explainer(
    ZoneSet zones,
    NameClassifier classifier,
    Redirector redirector,
    MonotonicClock clock,
    IReadOnlyList<IPNetwork> allowed
) : IExplanation
{
    private static ReadOnlySpan<byte> Front => "\u0003why"u8;

    /// <inheritdoc />
    public bool IsRequested(ReadOnlySpan<byte> name, RecordType type, in NodeAddress client) =>
        type == RecordType.TXT && name.StartsWith(Front) && IsAllowed(client);

    /// <inheritdoc />
    public RecordSet? Text(ReadOnlySpan<byte> name, in Requester requester)
    {
        return Explain(name[Front.Length..], requester, RecordType.A) is { } decision
            ? new RecordSet(RecordType.TXT, TimeSpan.Zero, DecisionText.Strings(decision))
            : null;
    }

    /// <summary>Explains a name; see <see cref="DnsServer.ExplainAsync"/>.</summary>
    public async ValueTask<Decision?> ExplainAsync(
        DnsName name,
        NodeAddress resolver,
        ClientSubnet? subnet,
        RecordType type,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        var source = new QuerySource(resolver, DnsTransportKind.Udp, RoundTrip: null);
        await redirector.PrepareAsync(
            new Requester(source, isAddressValidated: false, subnet, clock.Now),
            cancellationToken
        );
        return Explain(name.Wire, new Requester(source, isAddressValidated: false, subnet, clock.Now), type);
    }

    private Decision? Explain(ReadOnlySpan<byte> name, in Requester requester, RecordType type)
    {
        Span<byte> origin = stackalloc byte[WireName.MaxBytes];
        return zones.Find(name) is { } zone && OriginOf(zone, name, origin) is var length and >= 0
            ? redirector.Explain(requester, origin[..length], type)
            : null;
    }

    /// <summary>Length of the origin of a coralized name; -1 for other names.</summary>
    private int OriginOf(Zone zone, ReadOnlySpan<byte> name, Span<byte> origin)
    {
        if (zone.ServesApex && name.Length == zone.Apex.Length)
        {
            return 0;
        }

        // Below a DNAME the same labels stand before its target.
        var root = zone.CoralRoot ?? (zone.Redirection is null ? null : zone.Apex);
        return
            root is not null
            && WireName.IsBelow(name, root.Wire)
            && classifier.Classify(name[..^root.Length], origin, out var length) == NameOutcome.Coralizable
            ? length
            : -1;
    }

    private bool IsAllowed(in NodeAddress client)
    {
        var address = client.ToIPAddress();
        return allowed.Any(network => network.Contains(address));
    }
}
