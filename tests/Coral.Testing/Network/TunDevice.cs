using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Coral.Testing.Network;

/// <summary>A network device whose cable ends here: what the system sends is read, what is written arrives.</summary>
/// <remarks>
/// Whole IPv4 packets, one a read and one a write. The device belongs to the namespace of the thread that opens it, and
/// is gone when it is closed. Needs CAP_NET_ADMIN and /dev/net/tun.
/// </remarks>
internal sealed partial class TunDevice : IDisposable
{
    /// <summary>No packet is longer.</summary>
    public const int MaxPacketBytes = 65_535;

    // linux/if_tun.h, linux/if.h
    private const nuint SetInterface = 0x4004_54CA;
    private const short IsTun = 0x0001;
    private const short NoPacketInformation = 0x1000;
    private const int NameBytes = 16;
    private const int Interrupted = 4;
    private const int RequestBytes = 40;

    private readonly SafeFileHandle _file;

    private TunDevice(SafeFileHandle file) => _file = file;

    /// <summary>Makes a device in the namespace of this thread.</summary>
    /// <param name="name">At most 15 ASCII characters.</param>
    public static TunDevice Open(string name)
    {
        var file = File.OpenHandle("/dev/net/tun", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        Span<byte> request = stackalloc byte[RequestBytes];
        request.Clear();
        System.Text.Encoding.ASCII.GetBytes(name, request[..(NameBytes - 1)]);
        MemoryMarshal.Write(request[NameBytes..], (short)(IsTun | NoPacketInformation));
        if (Control(file, SetInterface, request) != 0)
        {
            var why = Marshal.GetLastPInvokeErrorMessage();
            file.Dispose();
            throw new InvalidOperationException($"TUNSETIFF: {why}");
        }

        return new TunDevice(file);
    }

    /// <summary>Waits for a packet.</summary>
    /// <returns>Its length; less than 0 when the device has been taken away.</returns>
    public int Read(Span<byte> packet)
    {
        while (true)
        {
            var length = (int)Read(_file, packet, (nuint)packet.Length);
            if (length >= 0 || Marshal.GetLastPInvokeError() != Interrupted)
            {
                return length;
            }
        }
    }

    /// <summary>Lets a packet arrive.</summary>
    /// <returns>Whether the device took it.</returns>
    public bool Write(ReadOnlySpan<byte> packet) => Write(_file, packet, (nuint)packet.Length) == packet.Length;

    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, nuint request, Span<byte> argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeFileHandle file, Span<byte> buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> buffer, nuint length);
}
