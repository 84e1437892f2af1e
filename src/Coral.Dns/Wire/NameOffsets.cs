using System.Runtime.CompilerServices;

namespace Coral.Dns.Wire;

/// <summary>Places in a message where names begin that later ones may point to.</summary>
[InlineArray(Capacity)]
internal struct NameOffsets
{
    /// <summary>Places remembered at most; what comes later is only not pointed to.</summary>
    public const int Capacity = 48;

    private ushort _first;
}
