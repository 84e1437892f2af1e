using System.Buffers;
using System.Buffers.Text;
using Coral.Dns.Wire;

namespace Coral.Dns.Answering;

/// <summary>Tells which names below our suffix can be coralized. Immutable; safe from any thread.</summary>
/// <remarks>
/// The rules are those of <see cref="Core.Names.CoralizedNames"/>, which reads the same names from requests; here they
/// work on the wire, without allocating. One difference: a first label <c>_</c> alone is a resolver's way to ask for
/// what is above it (RFC 9156), and no host.
/// </remarks>
public sealed class NameJudge
{
    private const int HashLabelBytes = 52;
    private static readonly SearchValues<byte> HostBytes = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz0123456789-_"u8
    );

    private static readonly SearchValues<byte> HashBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz234567"u8);
    private readonly byte[][] _zones;
    private readonly byte[][] _declared;
    private readonly byte[][] _fronts;

    /// <summary>Fixes our zones and the hosts that the operator declared.</summary>
    public NameJudge(IEnumerable<DnsName> zones, IEnumerable<DnsName> declaredHosts)
    {
        // Without the root's zero: a host is compared while its port still follows it.
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

    /// <summary>Judges what stands before our suffix.</summary>
    /// <param name="front">Labels in lower case with their length bytes, without the suffix.</param>
    /// <param name="origin">At least <see cref="WireName.MaxBytes"/>; receives the origin in dotted labels.</param>
    /// <param name="originLength">
    /// Bytes of the origin, its port's label included: the same for the suffix form and the one-label form of a name.
    /// </param>
    public NameVerdict Judge(ReadOnlySpan<byte> front, Span<byte> origin, out int originLength)
    {
        originLength = 0;
        if (front.IsEmpty)
        {
            return NameVerdict.Intermediate;
        }

        if (front[0] == 1 && front[1] == '_')
        {
            var above = Judge(front[2..], origin, out originLength);
            return above == NameVerdict.Impossible ? above : NameVerdict.Intermediate;
        }

        front.CopyTo(origin);
        originLength = front.Length;
        var verdict = front[0] + 1 == front.Length ? JudgeLabel(front, origin, ref originLength) : JudgeDotted(front);
        return IsOneOf(_fronts, front) ? NameVerdict.Coralizable
            : verdict == NameVerdict.Impossible ? IsAboveOneOf(_fronts, front)
            : verdict;
    }

    private NameVerdict JudgeLabel(ReadOnlySpan<byte> front, Span<byte> origin, ref int originLength)
    {
        var label = front[1..];
        var dotted = JudgeDotted(front);
        if (dotted == NameVerdict.Coralizable)
        {
            return dotted;
        }

        if (label.Contains((byte)'-'))
        {
            Span<byte> unfolded = stackalloc byte[WireName.MaxLabelBytes + 2];
            var length = OneLabelName.Unfold(label, unfolded);
            if (length > 0 && JudgeDotted(unfolded[..length]) == NameVerdict.Coralizable)
            {
                unfolded[..length].CopyTo(origin);
                originLength = length;
                return NameVerdict.Coralizable;
            }

            return dotted;
        }

        return label.Length == HashLabelBytes && !label.ContainsAnyExcept(HashBytes) ? NameVerdict.Coralizable : dotted;
    }

    private NameVerdict JudgeDotted(ReadOnlySpan<byte> labels)
    {
        var last = 0;
        var previous = 0;
        var count = 0;
        for (var at = 0; at < labels.Length; at += labels[at] + 1)
        {
            if (!IsHostLabel(labels.Slice(at + 1, labels[at])))
            {
                return NameVerdict.Impossible;
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
                return NameVerdict.Impossible;
            }

            if (--count == 0)
            {
                return NameVerdict.Intermediate;
            }

            host = labels[..last];
            top = labels[(previous + 1)..last];
        }

        return IsNumber(top) || top.StartsWith("0x"u8) ? NameVerdict.Impossible
            : IsOneOf(_declared, host) ? NameVerdict.Coralizable
            : IsInside(host) ? IsAboveOneOf(_declared, host)
            : count == 1 ? NameVerdict.Intermediate
            : NameVerdict.Coralizable;
    }

    /// <summary>What may not be served itself exists where something below it is served.</summary>
    private static NameVerdict IsAboveOneOf(byte[][] names, ReadOnlySpan<byte> host)
    {
        foreach (var name in names)
        {
            if (WireName.IsAtOrBelow(name, host))
            {
                return NameVerdict.Intermediate;
            }
        }

        return NameVerdict.Impossible;
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
