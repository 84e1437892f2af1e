namespace Coral.Dns.Tests.Fixtures;

/// <summary>A record of an answer, as a test sees it.</summary>
/// <param name="Owner">Lower case.</param>
/// <param name="Type">Its name.</param>
/// <param name="Seconds">Its time to live.</param>
/// <param name="Data">Addresses and names as text, other data as <c>\# HEX</c>.</param>
internal sealed record ReadRecord(string Owner, string Type, uint Seconds, string Data)
{
    public override string ToString() => $"{Owner} {Seconds} {Type} {Data}";
}
