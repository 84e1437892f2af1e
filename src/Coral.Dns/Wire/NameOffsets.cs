using System.Runtime.CompilerServices;

namespace Coral.Dns.Wire;

/// <summary>The offsets of names in a message that later names may point to.</summary>
[InlineArray(Capacity)]
internal struct NameOffsets
{
    /// <summary>Most offsets remembered; no pointers are made to later names.</summary>
    public const int Capacity = 48;

    private ushort _first;
}
