using System.Buffers;
using System.Buffers.Text;
using Coral.Dns.Wire;

namespace Coral.Dns.Answering;

/// <summary>
/// Classifier of names below our suffix: which of them are coralized. Immutable; safe from any thread.
/// </summary>
/// <remarks>
/// The rules are those of <see cref="Core.Names.CoralizedNames"/>, which reads the same names from requests; here they
/// work on the wire format, without allocating. One difference: a first label <c>_</c> is a resolver's way to query
/// the name above it (RFC 9156), and no host.
/// </remarks>
public sealed class NameClassifier
{
    private const int HashLabelBytes = 52;
    private static readonly SearchValues<byte> HostBytes = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz0123456789-_"u8
    );

    private static readonly SearchValues<byte> HashBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz234567"u8);
    private readonly byte[][] _zones;
    private readonly byte[][] _declared;
    private readonly byte[][] _fronts;

    /// <summary>Makes a classifier for our zones and the hosts that the operator declared.</summary>
    public NameClassifier(IEnumerable<DnsName> zones, IEnumerable<DnsName> declaredHosts)
    {
        // Without the root's zero, since a host is compared while its port still follows it.
        _zones = [.. zones.Select(zone => zone.Wire[..^1].ToArray())];
        _declared = [.. declaredHosts.Select(host => host.Wire[..^1].ToArray())];
        _fronts =
        [
            .. from host in _declared
            from zone in _zones
            where WireName.IsBelow(host, zone)
            select host[..^zone.Length],
        ];
    }

    /// <summary>Classifies the labels before our suffix.</summary>
    /// <param name="front">Labels in lower case with their length bytes, without the suffix.</param>
    /// <param name="origin">At least <see cref="WireName.MaxBytes"/>; receives the origin in dotted labels.</param>
    /// <param name="originLength">
    /// Bytes of the origin, its port's label included: the same for the suffix form and the one-label form of a name.
    /// </param>
    public NameOutcome Classify(ReadOnlySpan<byte> front, Span<byte> origin, out int originLength)
    {
        originLength = 0;
        if (front.IsEmpty)
        {
            return NameOutcome.Intermediate;
        }

        if (front[0] == 1 && front[1] == '_')
        {
            var above = Classify(front[2..], origin, out originLength);
            return above == NameOutcome.Impossible ? above : NameOutcome.Intermediate;
        }

        front.CopyTo(origin);
        originLength = front.Length;
        var outcome =
            front[0] + 1 == front.Length ? ClassifyLabel(front, origin, ref originLength) : ClassifyDotted(front);
        return IsOneOf(_fronts, front) ? NameOutcome.Coralizable
            : outcome == NameOutcome.Impossible ? IsAboveOneOf(_fronts, front)
            : outcome;
    }

    private NameOutcome ClassifyLabel(ReadOnlySpan<byte> front, Span<byte> origin, ref int originLength)
    {
        var label = front[1..];
        var dotted = ClassifyDotted(front);
        if (dotted == NameOutcome.Coralizable)
        {
            return dotted;
        }

        if (label.Contains((byte)'-'))
        {
            Span<byte> unfolded = stackalloc byte[WireName.MaxLabelBytes + 2];
            var length = OneLabelName.Unfold(label, unfolded);
            if (length > 0 && ClassifyDotted(unfolded[..length]) == NameOutcome.Coralizable)
            {
                unfolded[..length].CopyTo(origin);
                originLength = length;
                return NameOutcome.Coralizable;
            }

            return dotted;
        }

        return label.Length == HashLabelBytes && !label.ContainsAnyExcept(HashBytes) ? NameOutcome.Coralizable : dotted;
    }

    private NameOutcome ClassifyDotted(ReadOnlySpan<byte> labels)
    {
        var last = 0;
        var previous = 0;
        var count = 0;
        for (var at = 0; at < labels.Length; at += labels[at] + 1)
        {
            if (!IsHostLabel(labels.Slice(at + 1, labels[at])))
            {
                return NameOutcome.Impossible;
            }

            previous = last;
            last = at;
            count++;
        }

        var host = labels;
        var top = labels[(last + 1)..];
        if (IsNumber(top))
        {
            if (!IsPort(top))
            {
                return NameOutcome.Impossible;
            }

            if (--count == 0)
            {
                return NameOutcome.Intermediate;
            }

            host = labels[..last];
            top = labels[(previous + 1)..last];
        }

        return IsNumber(top) || top.StartsWith("0x"u8) ? NameOutcome.Impossible
            : IsOneOf(_declared, host) ? NameOutcome.Coralizable
            : IsInside(host) ? IsAboveOneOf(_declared, host)
            : count == 1 ? NameOutcome.Intermediate
            : NameOutcome.Coralizable;
    }

    /// <summary>A name that is not coralized exists where a name below it is.</summary>
    private static NameOutcome IsAboveOneOf(byte[][] names, ReadOnlySpan<byte> host)
    {
        foreach (var name in names)
        {
            if (WireName.IsAtOrBelow(name, host))
            {
                return NameOutcome.Intermediate;
            }
        }

        return NameOutcome.Impossible;
    }

    /// <summary>A host in one of our own zones is nested, and served only where it is declared.</summary>
    private bool IsInside(ReadOnlySpan<byte> host)
    {
        foreach (var zone in _zones)
        {
            if (WireName.IsAtOrBelow(host, zone))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOneOf(byte[][] names, ReadOnlySpan<byte> host)
    {
        foreach (var name in names)
        {
            if (host.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHostLabel(ReadOnlySpan<byte> label) =>
        label[0] != '-' && label[^1] != '-' && !label.ContainsAnyExcept(HostBytes);

    private static bool IsNumber(ReadOnlySpan<byte> label) => !label.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool IsPort(ReadOnlySpan<byte> digits) =>
        digits[0] != '0'
        && digits.Length <= 5
        && Utf8Parser.TryParse(digits, out int port, out _)
        && port <= ushort.MaxValue;
}
