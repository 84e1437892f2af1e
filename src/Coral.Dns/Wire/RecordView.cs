namespace Coral.Dns.Wire;

/// <summary>A record of a message that is being parsed.</summary>
/// <param name="NameLength">Length of the owner's name in the buffer that it was read into.</param>
/// <param name="Type">The record type; OPT (41) gives the next two fields another meaning.</param>
/// <param name="Class">The record's class; in an OPT record the sender's UDP payload size.</param>
/// <param name="TimeToLive">The time to live in seconds; in an OPT record extended code, version and flags.</param>
/// <param name="DataOffset">The offset of the record's data in the message.</param>
/// <param name="DataLength">The length of the record's data, in bytes.</param>
public readonly record struct RecordView(
    int NameLength,
    RecordType Type,
    RecordClass Class,
    uint TimeToLive,
    int DataOffset,
    int DataLength
);
