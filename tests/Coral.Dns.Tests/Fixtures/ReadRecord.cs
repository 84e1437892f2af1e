namespace Coral.Dns.Tests.Fixtures;

/// <summary>A record of an answer, as a test sees it.</summary>
/// <param name="Owner">The owner's name in lower case.</param>
/// <param name="Type">The name of the record type.</param>
/// <param name="Seconds">The time to live, in seconds.</param>
/// <param name="Data">Addresses and names as text, other data as <c>\# HEX</c>.</param>
internal sealed record ReadRecord(string Owner, string Type, uint Seconds, string Data)
{
    public override string ToString() => $"{Owner} {Seconds} {Type} {Data}";
}
