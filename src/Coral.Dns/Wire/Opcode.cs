namespace Coral.Dns.Wire;

/// <summary>The operations of a message (RFC 6895, section 2.2).</summary>
public enum Opcode
{
    Query = 0,
    InverseQuery = 1,
    Status = 2,
    Notify = 4,
    Update = 5,
    Stateful = 6,
}
