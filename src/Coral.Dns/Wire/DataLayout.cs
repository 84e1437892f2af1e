namespace Coral.Dns.Wire;

/// <summary>The places of compressible names in a record's data.</summary>
/// <remarks>Only the types of RFC 1035 have them; in all others names are written out (RFC 3597, section 4).</remarks>
/// <param name="Front">Bytes before the first name.</param>
/// <param name="Names">The number of names that follow.</param>
internal readonly record struct DataLayout(int Front, int Names)
{
    /// <summary>The layout of a type.</summary>
    public static DataLayout Of(RecordType type) =>
        type switch
        {
            RecordType.NS or RecordType.CNAME or RecordType.PTR => new DataLayout(0, 1),
            RecordType.SOA => new DataLayout(0, 2),
            RecordType.MX => new DataLayout(2, 1),
            _ => default,
        };
}
