using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;

namespace Coral.Transport.Dns.Tcp;

/// <summary>The writer of length-prefixed answers, several in one call where they are ready together.</summary>
/// <remarks>One thread adds and flushes; any thread sends single answers.</remarks>
internal sealed class TcpAnswerWriter(Socket socket) : IDisposable
{
    /// <summary>Bytes in front of each message (RFC 1035, section 4.2.2).</summary>
    public const int LengthBytes = 2;

    private const int EnoughBytes = 16_384;

    private readonly SemaphoreSlim _writing = new(1);
    private readonly ArrayBufferWriter<byte> _added = new();
    private int _addedCount;

    /// <summary>True if so much was added that a flush is due.</summary>
    public bool IsFull => _added.WrittenCount >= EnoughBytes;

    /// <summary>Adds a response to the next flush.</summary>
    public void Add(ReadOnlySpan<byte> answer)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_added.GetSpan(LengthBytes), (ushort)answer.Length);
        _added.Advance(LengthBytes);
        _added.Write(answer);
        _addedCount++;
    }

    /// <summary>Writes the responses added.</summary>
    /// <returns>The number of responses, once the system has accepted them all.</returns>
    /// <exception cref="SocketException">The client has left.</exception>
    public async ValueTask<int> FlushAsync(CancellationToken cancellationToken)
    {
        var count = _addedCount;
        if (count > 0)
        {
            await SendAsync(_added.WrittenMemory, cancellationToken).ConfigureAwait(false);
            _added.ResetWrittenCount();
            _addedCount = 0;
        }

        return count;
    }

    /// <summary>Writes one response that begins with its length.</summary>
    /// <exception cref="SocketException">The client has left.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (!frame.IsEmpty)
            {
                frame = frame[await socket.SendAsync(frame, cancellationToken).ConfigureAwait(false)..];
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _writing.Dispose();
}
