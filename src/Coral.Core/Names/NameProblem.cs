namespace Coral.Core.Names;

/// <summary>A problem of a host name or a URL. <see cref="NameFault"/> puts it into words.</summary>
public enum NameProblem
{
    None,

    /// <summary>The name lies in none of our zones and is no declared site.</summary>
    NotOurs,

    /// <summary>No host at all, or an empty label: two dots in a row, a dot at the front.</summary>
    EmptyLabel,

    /// <summary>A label of more than 63 characters, or a name of more than 253 (RFC 1035, section 2.3.4).</summary>
    TooLong,

    /// <summary>A character other than letters, digits, hyphen and underscore.</summary>
    ForbiddenCharacter,

    /// <summary>A label that begins or ends with a hyphen (RFC 952).</summary>
    HyphenAtEdge,

    /// <summary>The last label is a number or begins 0x, so that the name reads as an IPv4 address.</summary>
    AddressLiteral,

    /// <summary>A host of one label that the operator has not pinned.</summary>
    SingleLabel,

    /// <summary>A port outside 1 to 65535, or with leading zeros.</summary>
    BadPort,

    /// <summary>The Host field has something else than a port after its colon.</summary>
    BadListenerPort,

    /// <summary>The origin's name itself lies in one of our zones.</summary>
    Nested,

    /// <summary>A hash label whose host is not known here.</summary>
    UnknownHash,

    /// <summary>Not a whole http or https URL.</summary>
    NotHttp,

    /// <summary>The URL carries a user name or password.</summary>
    UserInfo,

    /// <summary>A control character in the URL.</summary>
    ControlCharacter,

    /// <summary>No coralized name means this origin to a client of this scheme.</summary>
    Inexpressible,

    /// <summary>Characters whose IDNA mapping needs tables that this runtime does not carry.</summary>
    UnmappedCharacter,
}
