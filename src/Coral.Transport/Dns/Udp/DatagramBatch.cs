using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Coral.Core.Network;
using Coral.Dns.Queries;
using Coral.Transport.Interop;

namespace Coral.Transport.Dns.Udp;

/// <summary>A batch of queries received with one system call, and their responses, sent with another.</summary>
/// <remarks>
/// All memory is allocated once and pinned, so that the system calls can point to it. One thread at a time. A slot:
/// <code>
///    0  the sender's address (sockaddr_in, sockaddr_in6)     written by the system, read by it when we answer
///   32  the address that was queried (a control message)     likewise
///   96  the query
/// 4192  the answer, up to 5440: an odd number of cache lines, so that slots do not all fall into the same few
/// </code>
/// </remarks>
internal sealed unsafe class DatagramBatch
{
    /// <summary>Longest query that is accepted: far above any legitimate one.</summary>
    public const int MaxQueryBytes = 4_096;

    private const int NameBytes = 28;
    private const int ControlAt = 32;
    private const int ControlBytes = 64;
    private const int QueryAt = ControlAt + ControlBytes;
    private const int AnswerAt = QueryAt + MaxQueryBytes;
    private const int SlotBytes = 85 * 64;

    private readonly int _slots;
    private readonly int _controlRoom;
    private readonly byte[] _memory;
    private readonly BatchEntry[] _received;
    private readonly BatchEntry[] _answers;
    private readonly IoVector[] _vectors;
    private int _receivedCount;
    private int _answerCount;

    /// <summary>Allocates the memory.</summary>
    /// <param name="slots">Most datagrams at a time.</param>
    /// <param name="keepsPacketInfo">True if responses must name their local address.</param>
    public DatagramBatch(int slots, bool keepsPacketInfo)
    {
        Debug.Assert(AnswerAt + DnsLimits.MaxUdpResponseBytes <= SlotBytes);
        _slots = slots;
        _controlRoom = keepsPacketInfo ? ControlBytes : 0;
        _memory = GC.AllocateArray<byte>(slots * SlotBytes, pinned: true);
        _received = GC.AllocateArray<BatchEntry>(slots, pinned: true);
        _answers = GC.AllocateArray<BatchEntry>(slots, pinned: true);
        _vectors = GC.AllocateArray<IoVector>(2 * slots, pinned: true);
        for (var slot = 0; slot < slots; slot++)
        {
            _vectors[slot] = new IoVector { Base = PointerTo(slot, QueryAt), Length = MaxQueryBytes };
            _received[slot].Header = HeaderOf(slot, NameBytes, (nuint)_controlRoom, slot);
        }
    }

    /// <summary>Waits for a datagram, and receives those that are queued behind it.</summary>
    /// <returns>The number of filled slots, from the first on.</returns>
    /// <exception cref="SocketException">The socket cannot receive any more.</exception>
    public int Receive(int socket)
    {
        for (var slot = 0; slot < _receivedCount; slot++)
        {
            // The system has overwritten the lengths with those it used.
            _received[slot].Header.NameLength = NameBytes;
            _received[slot].Header.ControlLength = (nuint)_controlRoom;
        }

        _answerCount = 0;
        int count;
        do
        {
            count = SocketCalls.ReceiveMany(socket, First(_received), (uint)_slots, SocketCalls.WaitForFirst, null);
        } while (count < 0 && Marshal.GetLastPInvokeError() == SocketCalls.Interrupted);

        _receivedCount = Math.Max(count, 0);
        return count >= 0 ? count : throw new SocketException(Marshal.GetLastPInvokeError());
    }

    /// <summary>True if the datagram was longer than <see cref="MaxQueryBytes"/>.</summary>
    public bool WasCut(int slot) => (_received[slot].Header.Flags & SocketCalls.WasCut) != 0;

    /// <summary>The source of the datagram; port 0 is possible.</summary>
    public NodeAddress SourceOf(int slot)
    {
        var name = _memory.AsSpan(slot * SlotBytes, NameBytes);
        var port = BinaryPrimitives.ReadUInt16BigEndian(name[2..]);
        var isIPv4 = BitConverter.ToUInt16(name) == 2;
        NodeAddress.TryRead(isIPv4 ? name.Slice(4, 4) : name.Slice(8, 16), port, out var source);
        return source;
    }

    /// <summary>The datagram received.</summary>
    public ReadOnlyMemory<byte> QueryMemory(int slot) =>
        _memory.AsMemory((slot * SlotBytes) + QueryAt, (int)_received[slot].Length);

    /// <inheritdoc cref="QueryMemory"/>
    public ReadOnlySpan<byte> Query(int slot) =>
        _memory.AsSpan((slot * SlotBytes) + QueryAt, (int)_received[slot].Length);

    /// <summary>The room for the response.</summary>
    public Memory<byte> AnswerMemory(int slot) =>
        _memory.AsMemory((slot * SlotBytes) + AnswerAt, DnsLimits.MaxUdpResponseBytes);

    /// <inheritdoc cref="AnswerMemory"/>
    public Span<byte> Answer(int slot) => _memory.AsSpan((slot * SlotBytes) + AnswerAt, DnsLimits.MaxUdpResponseBytes);

    /// <summary>Adds the response to the next <see cref="Send"/>, to the source of the query.</summary>
    public void Reply(int slot, int bytes)
    {
        if ((uint)bytes > DnsLimits.MaxUdpResponseBytes)
        {
            throw new ArgumentOutOfRangeException(nameof(bytes), bytes, "More than there is room for.");
        }

        var vector = _slots + _answerCount;
        _vectors[vector] = new IoVector { Base = PointerTo(slot, AnswerAt), Length = (nuint)bytes };
        ref readonly var query = ref _received[slot].Header;
        PacketInfo.MakeSource(_memory.AsSpan((slot * SlotBytes) + ControlAt, (int)query.ControlLength));
        _answers[_answerCount].Header = HeaderOf(slot, query.NameLength, query.ControlLength, vector);
        _answerCount++;
    }

    /// <summary>Sends the responses.</summary>
    /// <returns>The number that the system refused.</returns>
    public int Send(int socket)
    {
        var (done, refused) = (0, 0);
        while (done < _answerCount)
        {
            var sent = SocketCalls.SendMany(socket, First(_answers) + done, (uint)(_answerCount - done), 0);
            if (sent > 0)
            {
                done += sent;
            }
            else if (Marshal.GetLastPInvokeError() != SocketCalls.Interrupted)
            {
                done++;
                refused++;
            }
        }

        _answerCount = 0;
        return refused;
    }

    /// <summary>Copies a datagram of another batch into the first slot.</summary>
    public void CopyFrom(DatagramBatch other, int slot)
    {
        ref readonly var from = ref other._received[slot];
        other._memory.AsSpan(slot * SlotBytes, QueryAt + (int)from.Length).CopyTo(_memory);
        _received[0].Length = from.Length;
        _received[0].Header.NameLength = from.Header.NameLength;
        _received[0].Header.ControlLength = from.Header.ControlLength;
        _receivedCount = 1;
    }

    private static BatchEntry* First(BatchEntry[] pinned) =>
        (BatchEntry*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));

    private byte* PointerTo(int slot, int offset) =>
        (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory)) + (slot * SlotBytes) + offset;

    private SocketMessageHeader HeaderOf(int slot, uint nameLength, nuint controlLength, int vector) =>
        new()
        {
            Name = PointerTo(slot, 0),
            NameLength = nameLength,
            Vectors = (IoVector*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_vectors)) + vector,
            VectorCount = 1,
            Control = controlLength == 0 ? null : PointerTo(slot, ControlAt),
            ControlLength = controlLength,
        };
}
