namespace Coral.Dns.Wire;

/// <summary>EDNS options that this server reads or writes; others are ignored (RFC 6891, section 6.1.2).</summary>
public enum OptionCode
{
    /// <summary>RFC 7871.</summary>
    ClientSubnet = 8,

    /// <summary>RFC 7873.</summary>
    Cookie = 10,

    /// <summary>RFC 8914.</summary>
    ExtendedError = 15,
}
