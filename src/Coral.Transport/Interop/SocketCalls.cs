using System.Runtime.InteropServices;

namespace Coral.Transport.Interop;

/// <summary>The socket calls of Linux that the class library does not offer.</summary>
/// <remarks>The structures are those of a 64-bit system. <c>errno</c> is the last P/Invoke error.</remarks>
internal static unsafe partial class SocketCalls
{
    /// <summary>No waiting (<c>MSG_DONTWAIT</c>).</summary>
    public const int DoNotWait = 0x40;

    /// <summary>The datagram was longer than the room for it (<c>MSG_TRUNC</c>).</summary>
    public const int WasCut = 0x20;

    /// <summary>Reads ICMP errors about earlier datagrams (<c>MSG_ERRQUEUE</c>).</summary>
    public const int FromErrorQueue = 0x2000;

    /// <summary>Waits for the first message only (<c>MSG_WAITFORONE</c>).</summary>
    public const int WaitForFirst = 0x10000;

    /// <summary>The call was interrupted by a signal (<c>EINTR</c>).</summary>
    public const int Interrupted = 4;

    /// <summary>No more is received (<c>SHUT_RD</c>).</summary>
    public const int StopReceiving = 0;

    /// <summary>True if the system has these calls, with the structures laid out as here.</summary>
    public static bool AreSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint Receive(int socket, SocketMessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMany(int socket, BatchEntry* entries, uint count, int flags, void* timeout);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMany(int socket, BatchEntry* entries, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown")]
    public static partial int Shutdown(int socket, int how);
}
