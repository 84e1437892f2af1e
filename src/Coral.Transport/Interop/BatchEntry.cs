using System.Runtime.InteropServices;

namespace Coral.Transport.Interop;

/// <summary><c>struct mmsghdr</c>: one of several messages that a call receives or sends.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BatchEntry
{
    public SocketMessageHeader Header;

    /// <summary>Bytes received or sent.</summary>
    public uint Length;
}
