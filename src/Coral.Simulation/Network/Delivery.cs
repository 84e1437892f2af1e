namespace Coral.Simulation.Network;

/// <summary>A datagram in flight, pooled by its network.</summary>
internal sealed class Delivery(SimulatedNetwork network)
{
    public static readonly SendOrPostCallback Run = static state => ((Delivery)state!).Arrive();

    private byte[] _buffer = new byte[256];
    private int _length;

    public int From { get; private set; }

    public int To { get; private set; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public void Load(int from, int to, ReadOnlySpan<byte> datagram)
    {
        if (_buffer.Length < datagram.Length)
        {
            _buffer = new byte[datagram.Length];
        }

        datagram.CopyTo(_buffer);
        (From, To, _length) = (from, to, datagram.Length);
    }

    private void Arrive() => network.Arrive(this);
}
