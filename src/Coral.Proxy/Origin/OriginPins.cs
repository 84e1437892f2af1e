using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Coral.Proxy.Origin;

/// <summary>The operator's pinned origins by host. Immutable.</summary>
public sealed class OriginPins
{
    /// <summary>No pins.</summary>
    public static readonly OriginPins None = new([]);

    private readonly FrozenDictionary<string, OriginPin> _byHost;

    /// <summary>Creates the table; of two pins for one host the later counts.</summary>
    public OriginPins(IEnumerable<OriginPin> pins)
    {
        ArgumentNullException.ThrowIfNull(pins);
        var byHost = new Dictionary<string, OriginPin>(StringComparer.OrdinalIgnoreCase);
        foreach (var pin in pins)
        {
            byHost[pin.Host] = pin;
        }

        _byHost = byHost.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The pinned hosts: single labels among them are valid names.</summary>
    public IReadOnlyCollection<string> Hosts => _byHost.Keys;

    /// <summary>Creates the table from what the operator wrote.</summary>
    /// <exception cref="FormatException">
    /// One of them is no pin; the message says which, and what is allowed.
    /// </exception>
    public static OriginPins Parse(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new OriginPins(
            texts.Select(text =>
                OriginPin.TryParse(text, out var pin, out var error) ? pin : throw new FormatException(error)
            )
        );
    }

    /// <summary>The pin of <paramref name="host"/>, if it has one.</summary>
    public bool TryFind(string host, [NotNullWhen(true)] out OriginPin? pin) => _byHost.TryGetValue(host, out pin);
}
