using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Coral.Testing.Network;

/// <summary>Carries IPv4 packets between devices, each as late as the way from one to the other is long.</summary>
/// <remarks>
/// A thread for each device reads; one thread writes what is due, in the order in which it is due, and else in which it
/// came. What goes to an address that no device has is lost; nothing else is.
/// </remarks>
internal sealed class PacketRelay : IDisposable
{
    private readonly Func<string, string, TimeSpan> _oneWay;
    private readonly Action<PassedPacket> _observe;
    private readonly ConcurrentDictionary<IPAddress, (string Site, TunDevice Device)> _places = [];
    private readonly PriorityQueue<(TunDevice To, byte[] Packet), (long DueAt, long Number)> _underWay = new();
    private readonly object _gate = new();
    private readonly Thread _writer;
    private long _count;
    private bool _isStopped;

    /// <summary>Begins without devices.</summary>
    /// <param name="oneWay">How long a packet takes from a site to another.</param>
    /// <param name="observe">Sees every packet as it comes, on the thread that has read it.</param>
    public PacketRelay(Func<string, string, TimeSpan> oneWay, Action<PassedPacket> observe)
    {
        _oneWay = oneWay;
        _observe = observe;
        _writer = new Thread(WriteAll) { IsBackground = true };
        _writer.Start();
    }

    /// <summary>Adds the device of a site, and reads it until it is taken away.</summary>
    public Thread Add(string site, TunDevice device, IEnumerable<IPAddress> addresses)
    {
        foreach (var address in addresses)
        {
            _places[address] = (site, device);
        }

        var reader = new Thread(() => ReadAll(site, device)) { IsBackground = true };
        reader.Start();
        return reader;
    }

    /// <summary>Forgets what is under way.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.Pulse(_gate);
        }

        _writer.Join();
    }

    private void ReadAll(string site, TunDevice device)
    {
        var buffer = new byte[TunDevice.MaxPacketBytes];
        while (device.Read(buffer) is >= 0 and var length)
        {
            var packet = buffer.AsSpan(0, length);
            if (!PassedPacket.IsWhole(packet))
            {
                continue;
            }

            var passed = new PassedPacket(packet);
            _observe(passed);
            if (_places.TryGetValue(passed.Destination, out var to))
            {
                Send(to.Device, packet.ToArray(), _oneWay(site, to.Site));
            }
        }
    }

    private void Send(TunDevice to, byte[] packet, TimeSpan delay)
    {
        var dueAt = Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency);
        lock (_gate)
        {
            _underWay.Enqueue((to, packet), (dueAt, _count++));
            Monitor.Pulse(_gate);
        }
    }

    private void WriteAll()
    {
        lock (_gate)
        {
            while (!_isStopped)
            {
                if (!_underWay.TryPeek(out var next, out var due))
                {
                    Monitor.Wait(_gate);
                }
                else if (
                    Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due.DueAt) is var wait
                    && wait > TimeSpan.Zero
                )
                {
                    // Timers are whole milliseconds: rather a little late than early.
                    Monitor.Wait(_gate, TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)));
                }
                else
                {
                    _underWay.Dequeue();
                    next.To.Write(next.Packet);
                }
            }
        }
    }
}
