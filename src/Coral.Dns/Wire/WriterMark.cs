namespace Coral.Dns.Wire;

/// <summary>A place in a message under construction to which its writer can go back.</summary>
/// <param name="Position">Bytes written by then.</param>
/// <param name="Names">Names remembered by then.</param>
/// <param name="Answers">Records in the answer section by then.</param>
/// <param name="Authorities">Records in the authority section by then.</param>
/// <param name="Additionals">Records in the additional section by then.</param>
public readonly record struct WriterMark(
    int Position,
    int Names,
    ushort Answers,
    ushort Authorities,
    ushort Additionals
);
