using System.Runtime.InteropServices;

namespace Coral.Transport.Interop;

/// <summary><c>struct msghdr</c> of a 64-bit Linux; the gaps that C leaves are left here too.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SocketMessageHeader
{
    public byte* Name;
    public uint NameLength;
    public IoVector* Vectors;
    public nuint VectorCount;
    public byte* Control;
    public nuint ControlLength;
    public int Flags;
}
