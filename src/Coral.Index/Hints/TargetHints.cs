using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Time;

namespace Coral.Index.Hints;

/// <summary>The nodes that announce themselves in the network of an address that we are asked about.</summary>
/// <remarks>
/// No query waits for the index: it gets what is known now, and a lookup for the next query starts in the background.
/// One lookup for each network at a time, and few in all; results are kept for some minutes, and for a bounded number
/// of networks. Owned by the node's loop.
/// </remarks>
internal sealed class TargetHints(HintReader reader, MonotonicClock clock)
{
    /// <summary>Most networks remembered.</summary>
    public const int MaxNetworks = 1_024;

    /// <summary>Most lookups at the same time.</summary>
    public const int MaxLookups = 8;

    /// <summary>The time for which a result is used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly Dictionary<NetworkHint, HintedTarget> _entries = [];
    private readonly Queue<NetworkHint> _order = new();
    private int _lookups;

    /// <summary>Networks remembered.</summary>
    public int Count => _entries.Count;

    /// <summary>Lookups that began.</summary>
    public long Lookups { get; private set; }

    /// <summary>The nodes known to have named the network of an address.</summary>
    public IReadOnlyList<NodeId> Near(IPAddress target)
    {
        if (NetworkHint.OfNetwork(target) is not { } network)
        {
            return [];
        }

        var entry = _entries.GetValueOrDefault(network);
        if ((entry is null || (!entry.IsBusy && entry.Until <= clock.Now)) && _lookups < MaxLookups)
        {
            entry ??= Remember(network);
            _ = LookUpAsync(network, entry);
        }

        return entry?.Nodes ?? [];
    }

    /// <summary>Ends by itself: after the node's end every call fails at once.</summary>
    private async Task LookUpAsync(NetworkHint network, HintedTarget entry)
    {
        _lookups++;
        Lookups++;
        entry.IsBusy = true;
        try
        {
            entry.Nodes = await reader.ReadAsync(network, network, CancellationToken.None);
        }
        finally
        {
            entry.Until = clock.Now + Lifetime;
            entry.IsBusy = false;
            _lookups--;
        }
    }

    private HintedTarget Remember(NetworkHint network)
    {
        if (_entries.Count >= MaxNetworks)
        {
            _entries.Remove(_order.Dequeue());
        }

        _order.Enqueue(network);
        return _entries[network] = new HintedTarget();
    }

    /// <summary>The nodes known in a network.</summary>
    private sealed class HintedTarget
    {
        public IReadOnlyList<NodeId> Nodes { get; set; } = [];

        public TimeSpan Until { get; set; }

        public bool IsBusy { get; set; }
    }
}
