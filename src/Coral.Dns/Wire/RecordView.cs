namespace Coral.Dns.Wire;

/// <summary>A record of a message that is being parsed.</summary>
/// <param name="NameLength">Bytes of its owner's name in the buffer that was given to read it into.</param>
/// <param name="Type">The record type; OPT (41) gives the next two another meaning.</param>
/// <param name="Class">Its class; in an OPT record the sender's UDP payload size.</param>
/// <param name="TimeToLive">In seconds; in an OPT record extended code, version and flags.</param>
/// <param name="DataOffset">The offset of its data in the message.</param>
/// <param name="DataLength">Bytes of its data.</param>
public readonly record struct RecordView(
    int NameLength,
    RecordType Type,
    RecordClass Class,
    uint TimeToLive,
    int DataOffset,
    int DataLength
);
